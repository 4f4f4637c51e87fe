// Draws the timeline from the data of timeline.py. widget.py puts this file behind board.js, whose
// tools and invariants it uses.

function buildTimeline(board) {
  board.timelineAbout = make("p");
  board.grid = make("div", { class: "grid", "aria-hidden": "true" });
  board.lanes = make("tbody", { role: "rowgroup" });
  board.legend = make("p", { class: "small" });
  const heads = ["Item", "Checks"].map((name) =>
    make("th", { scope: "col", role: "columnheader" }, make("span", { class: "hidden" }, name)),
  );
  const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads));
  const table = make("table", { role: "table", "aria-label": "Timeline" }, head, board.lanes);
  board.chart = make("div", { class: "chart" }, board.grid, table);
  const timeline = make(
    "div",
    { class: "timeline", role: "group", "aria-label": "Timeline" },
    board.timelineAbout,
    board.chart,
    board.legend,
  );
  return make("details", { open: "" }, make("summary", {}, "Timeline of the last passes"), timeline);
}

function drawTimeline(board, timeline) {
  if (timeline.lanes === undefined) return;
  setText(board.timelineAbout, timeline.about);
  setText(board.legend, timeline.legend);
  board.chart.hidden = timeline.lanes.length === 0;
  ifNew(board.grid, [timeline.ticks, timeline.timeouts], () =>
    board.grid.replaceChildren(
      ...timeline.ticks.map((tick) => makeLine("tick", tick)),
      ...timeline.timeouts.map((timeout) => makeLine("timeout", timeout)),
    ),
  );
  reconcile(board.lanes, timeline.lanes, makeLane, updateLane);
}

function makeLine(kind, { at, text }) {
  // A label near the right edge stands to the left of its line.
  const line = make("span", { class: at > 0.85 ? `${kind} last` : kind }, text);
  if (at > 0.85) line.style.right = `${(1 - at) * 100}%`;
  else line.style.left = `${at * 100}%`;
  return line;
}

function makeLane(lane) {
  const name = make("th", { scope: "row", role: "rowheader", class: "id", title: lane.id }, lane.id);
  return make("tr", { role: "row" }, name, make("td", { role: "cell" }));
}

function updateLane(node, lane) {
  const cell = node.lastElementChild;
  ifNew(cell, lane.checks, () => {
    const bars = make("span", { class: "lane", "aria-hidden": "true" });
    bars.append(...lane.checks.flatMap(drawCheck));
    cell.replaceChildren(bars, make("span", { class: "hidden" }, lane.text));
  });
}

function drawCheck(check) {
  const end = check.start + check.length;
  const parts = [];
  if (check.kind === "ended") parts.push(place(`bar ${check.tone}`, check.start, check.length));
  if (check.kind === "in-flight") parts.push(place("bar in-flight", check.start, check.length));
  if (check.goesOn) parts.push(place("goes-on", end, check.goesOn));
  if (check.kind === "ended" || check.kind === "dot") {
    const sign = make("span", { class: check.kind === "dot" ? "sign dot" : "sign" }, check.mark);
    sign.style.left = `min(max(${end * 100}%, ${check.start * 100}% + 4px), 100% - 1.2em)`;
    parts.push(sign);
  }
  for (const part of parts) part.title = check.text;
  return parts;
}

function place(kind, start, length) {
  const bar = make("span", { class: kind });
  bar.style.left = `${start * 100}%`;
  bar.style.width = `${length * 100}%`;
  return bar;
}
