// The board of the dashboard. It draws what drawing.py sends. Every text goes into the page as
// text, never as HTML, and nothing is drawn anew that has not changed: so the focus, the reader's
// place and what is selected stay.

function render({ model, el }) {
  // Not crypto.randomUUID(), which pages without TLS do not have.
  const view = `${performance.now()}-${Math.random()}`;
  const board = build((message) => tell(model, message), model.get("may_remove"));
  el.classList.add("checker-lab-board");
  el.append(board.root);

  const drawings = {
    state: () => drawState(board, model.get("state")),
    rows: () => drawRows(board, model.get("rows")),
    timeline: () => drawTimeline(board, model.get("timeline")),
    log: () => drawLog(board, model.get("log")),
    trouble: () => setText(board.trouble, model.get("trouble")),
  };
  for (const [name, draw] of Object.entries(drawings)) {
    draw();
    model.on(`change:${name}`, draw);
  }
  const quietly = tellQuietly(model);
  const arrive = () => quietly.tell({ act: "shown", view });
  const leave = () => quietly.tell({ act: "gone", view });
  const leavePage = () => {
    leave();
    quietly.flush();
  };
  arrive();
  // Nobody calls what is returned below when the page is closed or loaded again.
  window.addEventListener("pagehide", leavePage);
  window.addEventListener("pageshow", arrive);
  return () => {
    for (const [name, draw] of Object.entries(drawings)) model.off(`change:${name}`, draw);
    window.removeEventListener("pagehide", leavePage);
    window.removeEventListener("pageshow", arrive);
    leave();
  };
}

// What nobody waits for is told when the kernel has been idle for a while, or at last in any case. In
// ipykernel 7.4 a message that comes while a cell awaits can be taken for what the next cell answers
// to: then that cell, in the midst of "Run All", is shown as running forever.
const QUIET = 300; // milliseconds
const AT_LAST = 3000;

function tellQuietly(model) {
  const kernel = model.widget_manager?.kernel;
  const changes = kernel?.statusChanged; // which not every place has that shows widgets
  const messages = [];
  let quiet = 0;
  let last = 0;
  const flush = () => {
    clearTimeout(quiet);
    clearTimeout(last);
    last = 0;
    changes?.disconnect(wait);
    for (const message of messages.splice(0)) tell(model, message);
  };
  const wait = () => {
    clearTimeout(quiet);
    if (kernel.status === "idle") quiet = setTimeout(flush, QUIET);
  };
  return {
    flush,
    tell: (message) => {
      messages.push(message);
      if (!changes) return flush();
      last ||= setTimeout(flush, AT_LAST);
      changes.connect(wait); // a second time changes nothing
      wait();
    },
  };
}

function tell(model, message) {
  try {
    model.send(message);
  } catch {
    // The kernel was restarted, and who would hear it has gone: the page says so.
  }
}

export default { render };

// Small tools

function make(tag, attributes = {}, ...children) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

function setText(node, text) {
  if (node.textContent !== String(text)) node.textContent = text;
}

function setAttribute(node, name, value) {
  if (node.getAttribute(name) !== String(value)) node.setAttribute(name, value);
}

// Draw only when the data differs from what was drawn into this node last.
const drawn = new WeakMap();
function ifNew(node, data, draw) {
  const text = JSON.stringify(data);
  if (drawn.get(node) === text) return;
  drawn.set(node, text);
  draw();
}

// Make the children of `parent` those of `items`, in their order; one that stays is kept.
function keep(parent, items, create, update) {
  const old = new Map([...parent.children].map((child) => [child.dataset.key, child]));
  let place = parent.firstElementChild;
  for (const item of items) {
    let child = old.get(item.key);
    old.delete(item.key);
    if (!child) {
      child = create(item);
      child.dataset.key = item.key;
    }
    if (child === place) place = place.nextElementSibling;
    else parent.insertBefore(child, place);
    update(child, item);
  }
  for (const child of old.values()) child.remove();
}

// The skeleton

function build(send, mayRemove) {
  const board = { mayRemove };
  board.trouble = make("p", { role: "alert", class: "trouble" });
  const dead = make("p", { role: "alert", class: "dead" }, "The kernel of this view has gone: run its cell again.");
  board.mark = make("span", { class: "mark", "aria-hidden": "true" });
  board.word = make("b", { role: "status" });
  board.about = make("span");
  board.report = make("p", { role: "status", class: "report" });
  board.state = make("p", { class: "state" }, board.mark, board.word, ": ", board.about);

  board.progress = make("progress", { "aria-label": "Checks of the pass that have ended" });
  board.progressText = make("span", { class: "progress-text" });
  const progress = make("p", { class: "pass-progress" }, board.progress, " ", board.progressText);

  board.root = make("div", { class: "checker-lab" });
  board.root.append(
    dead,
    board.trouble,
    board.state,
    board.report,
    progress,
    buildTable(board, send),
    buildPager(board, send),
    buildTimeline(board),
    buildLog(board),
  );
  return board;
}

const COLUMNS = [
  ["Item", "id"],
  ["Outcome", "outcome"],
  ["Why", "why"],
  ["Latency", "latency"],
  ["Last 30", "strip"],
  ["Checks", "number"],
  ["Failed in a row", "number"],
  ["Remove", "act"],
];

function buildTable(board, send) {
  const columns = COLUMNS.filter(([, kind]) => kind !== "act" || board.mayRemove);
  const heads = columns.map(([name, kind]) => {
    const shown = kind === "act" ? make("span", { class: "remove-word" }, name) : name;
    return make("th", { scope: "col", role: "columnheader", class: kind }, shown);
  });
  board.body = make("tbody", { role: "rowgroup" });
  board.body.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    const row = button.closest("tr");
    board.removing = [...board.body.children].indexOf(row);
    send({ act: "remove", key: row.dataset.key });
  });
  const head = make("thead", { role: "rowgroup" }, make("tr", { role: "row" }, ...heads));
  const table = make("table", { role: "table", "aria-label": "Items" }, head, board.body);
  return make("div", { class: "box", role: "region", "aria-label": "Items", tabindex: "0" }, table);
}

function buildPager(board, send) {
  board.previous = make("button", { type: "button", class: "plain" }, "◀ Previous page");
  board.next = make("button", { type: "button", class: "plain" }, "Next page ▶");
  board.pageText = make("span", { role: "status" });
  board.filter = make("input", { type: "checkbox" });
  board.filterLabel = make("label", {}, board.filter, " Only what does not pass");
  board.previous.addEventListener("click", () => send({ act: "page", page: board.page - 1 }));
  board.next.addEventListener("click", () => send({ act: "page", page: board.page + 1 }));
  board.filter.addEventListener("change", () =>
    send({ act: "filter", onlyUnwell: board.filter.checked }),
  );
  return make(
    "div",
    { class: "pager", role: "group", "aria-label": "Pages" },
    board.previous,
    board.next,
    board.pageText,
    board.filterLabel,
  );
}

function buildTimeline(board) {
  board.panels = make("tr", { role: "row" });
  board.lanes = make("tbody", { role: "rowgroup" });
  board.laneNote = make("p", { class: "small" });
  const head = make("thead", { role: "rowgroup" }, board.panels);
  const table = make("table", { role: "table", "aria-label": "Timeline" }, head, board.lanes);
  const box = make(
    "div",
    { class: "box timeline", role: "region", "aria-label": "Timeline", tabindex: "0" },
    table,
    board.laneNote,
  );
  return make("details", { open: "" }, make("summary", {}, "Timeline of the last passes"), box);
}

function buildLog(board) {
  board.lines = make("ol");
  board.heard = 0;
  const box = make(
    "div",
    { class: "box log", role: "region", "aria-label": "Log, newest first", tabindex: "0" },
    board.lines,
  );
  return make("details", { open: "" }, make("summary", {}, "Log, newest first"), box);
}

// The state

function drawState(board, state) {
  if (state.about === undefined) return;
  const kind = state.running ? "running" : state.stopped ? "stopped" : "resting";
  setAttribute(board.state, "class", `state ${kind}`);
  setText(board.mark, state.running ? "▶" : "■");
  setText(board.word, state.running ? "Running" : state.stopped || "Not running");
  setAttribute(board.word, "lang", state.stopped ? state.language : "en");
  setText(board.about, state.about);
  setText(board.report, state.report);
  board.progress.max = Math.max(state.of, 1);
  board.progress.value = state.ended;
  const told = state.of ? `: ${state.ended} of ${state.of} checked` : "";
  setText(board.progressText, `pass ${state.pass}${told}`);

  board.page = state.page;
  setText(board.pageText, state.pageText);
  // Disabled in words, and not in deed: a button that is disabled loses the focus.
  setAttribute(board.previous, "aria-disabled", state.page <= 0);
  setAttribute(board.next, "aria-disabled", state.page >= state.pages - 1);
  board.previous.hidden = board.next.hidden = state.pages <= 1;
  board.filter.checked = state.onlyUnwell;
}

// The table

function drawRows(board, rows) {
  const had = board.removing ?? -1;
  const focused = document.activeElement?.closest?.("tr");
  const leaves =
    had >= 0 && focused?.parentElement === board.body &&
    !rows.some((row) => row.key === focused.dataset.key);
  keep(board.body, rows, (row) => makeRow(row, board.mayRemove), updateRow);
  if (!leaves) return;
  // Who removes with the keyboard goes on from where the row was.
  const next = board.body.children[Math.min(had, board.body.children.length - 1)];
  board.removing = -1;
  (next?.querySelector("button") ?? board.filter).focus();
}

function makeRow(row, mayRemove) {
  const cells = {
    outcome: make("td", { role: "cell", class: "outcome" }),
    why: make("td", { role: "cell", class: "why" }),
    latency: make("td", { role: "cell", class: "latency" }),
    strip: make("td", { role: "cell", class: "strip" }),
    checks: make("td", { role: "cell", class: "number" }),
    inARow: make("td", { role: "cell", class: "number" }),
  };
  const labels = ["Outcome", "Why", "Latency", "Last 30", "Checks", "Failed in a row"];
  Object.values(cells).forEach((cell, index) => (cell.dataset.label = labels[index]));
  const bar = make("span", { class: "meter", "aria-hidden": "true" }, make("span"));
  cells.latency.append(make("span", { class: "latency-text" }), bar);
  const name = make("th", { scope: "row", role: "rowheader", class: "id" }, row.id);
  const made = make("tr", { role: "row" }, name, ...Object.values(cells));
  if (mayRemove) made.append(makeRemove(row));
  made.parts = cells;
  return made;
}

function makeRemove(row) {
  const button = make(
    "button",
    { type: "button", class: "plain", "aria-label": `Remove ${row.id}` },
    "✕",
    make("span", { class: "remove-word" }, " Remove"),
  );
  return make("td", { role: "cell", class: "act" }, button);
}

function updateRow(node, row) {
  const { outcome, why, latency, strip, checks, inARow } = node.parts;
  ifNew(outcome, [row.mark, row.tone, row.name, row.words], () => {
    outcome.className = `outcome ${row.tone}`;
    outcome.replaceChildren(
      make("span", { class: "mark", "aria-hidden": "true" }, row.mark),
      row.name,
      " ",
      make("span", { lang: row.language }, row.words),
    );
  });
  ifNew(why, [row.why, row.more], () => {
    const parts = row.why ? [make("span", { lang: row.language }, row.why)] : [];
    if (row.more) parts.push(row.why ? `; ${row.more}` : row.more);
    why.replaceChildren(...parts);
  });
  setText(latency.firstElementChild, row.latency);
  latency.lastElementChild.firstElementChild.style.width = `${row.part * 100}%`;
  ifNew(strip, row.strip, () => {
    const image = make("span", { role: "img", "aria-label": row.stripText, title: row.stripText });
    for (const [mark, tone] of row.strip) image.append(make("span", { class: tone }, mark));
    strip.replaceChildren(image);
  });
  setText(checks, row.checks);
  setText(inARow, row.inARow);
}

// The timeline

function drawTimeline(board, timeline) {
  if (timeline.panels === undefined) return;
  ifNew(board.panels, timeline.panels, () => {
    const heads = timeline.panels.map((panel) =>
      make(
        "th",
        { scope: "col", role: "columnheader" },
        panel.title,
        make("span", { class: "small" }, panel.about),
        make(
          "span",
          { class: "axis", "aria-hidden": "true" },
          make("span", {}, "0"),
          make("span", {}, panel.width),
        ),
      ),
    );
    board.panels.replaceChildren(make("th", { scope: "col", role: "columnheader" }, "Item"), ...heads);
  });
  keep(board.lanes, timeline.lanes, makeLane, updateLane);
  const more = timeline.hidden ? `The first ${timeline.lanes.length} items. ` : "";
  const none = timeline.panels.length ? "" : "Nothing was checked yet. ";
  setText(
    board.laneNote,
    `${none}${more}Striped: still at work; dotted: given up, and still at work.`,
  );
}

function makeLane(lane) {
  return make("tr", { role: "row" }, make("th", { scope: "row", role: "rowheader", class: "id" }, lane.id));
}

function updateLane(node, lane) {
  while (node.children.length <= lane.bars.length) node.append(make("td", { role: "cell" }));
  while (node.children.length > lane.bars.length + 1) node.lastElementChild.remove();
  lane.bars.forEach((bar, index) => {
    const cell = node.children[index + 1];
    ifNew(cell, bar, () => cell.replaceChildren(...(bar ? drawBar(bar) : [])));
  });
}

function drawBar(bar) {
  const end = bar.start + bar.length;
  const lane = make("span", { class: "lane", "aria-hidden": "true", title: bar.text });
  const kind = bar.tone === "none" && bar.mark === "…" ? "at-work" : bar.tone;
  lane.append(place("bar " + kind, bar.start, bar.length));
  if (bar.goesOn) lane.append(place("bar goes-on", end, bar.goesOn));
  const sign = make("span", { class: "sign" }, bar.mark);
  const after = end + bar.goesOn;
  sign.style.left = `min(${after * 100}% + 3px, 100% - 1.1em)`;
  lane.append(sign);
  return [lane, make("span", { class: "hidden" }, bar.text)];
}

function place(kind, start, length) {
  const bar = make("span", { class: kind });
  bar.style.left = `${start * 100}%`;
  bar.style.width = `max(${length * 100}%, 3px)`;
  return bar;
}

// The log

function drawLog(board, log) {
  if (log.lines === undefined) return;
  const fresh = Math.min(Math.max(log.heard - board.heard, 0), log.lines.length);
  if (log.heard < board.heard) board.lines.replaceChildren();
  const count = log.heard < board.heard ? log.lines.length : fresh;
  board.lines.prepend(...log.lines.slice(0, count).map((line) => make("li", {}, line)));
  while (board.lines.children.length > log.lines.length) board.lines.lastElementChild.remove();
  board.heard = log.heard;
}
