// Draws the board from the data of status.py (drawStatus), rows.py (drawRows, updateRow) and widget.py
// (drawLog); timeline.js, which widget.py puts behind this file, draws the timeline.
//
// Two invariants: every text enters the page as text, never as HTML; and only what has changed is
// drawn again, so that the focus, the scroll position and the selection survive.

function render({ model, el }) {
  // Not crypto.randomUUID(), which pages without TLS do not have.
  const view = `${performance.now()}-${Math.random()}`;
  const board = build((message) => send(model, message), model.get("may_remove"));
  el.classList.add("checker-lab-board");
  el.append(board.root);

  const drawings = {
    status: () => drawStatus(board, model.get("status")),
    rows: () => drawRows(board, model.get("rows")),
    timeline: () => drawTimeline(board, model.get("timeline")),
    log: () => drawLog(board, model.get("log")),
    error: () => setText(board.error, model.get("error")),
  };
  for (const [name, draw] of Object.entries(drawings)) {
    draw();
    model.on(`change:${name}`, draw);
  }
  const whenIdle = sendWhenIdle(model);
  const onShown = () => whenIdle.send({ act: "shown", view });
  const onGone = () => whenIdle.send({ act: "gone", view });
  const onPageHide = () => {
    onGone();
    whenIdle.flush();
  };
  onShown();
  // Closing or reloading the page does not call the function returned below.
  window.addEventListener("pagehide", onPageHide);
  window.addEventListener("pageshow", onShown);
  return () => {
    for (const [name, draw] of Object.entries(drawings)) model.off(`change:${name}`, draw);
    window.removeEventListener("pagehide", onPageHide);
    window.removeEventListener("pageshow", onShown);
    onGone();
  };
}

// Messages that may wait go out once the kernel has been idle for QUIET milliseconds, or after AT_LAST
// in any case. In ipykernel 7.4 a message that arrives while a cell awaits can be taken for the parent
// of the next cell's reply: then that cell, in the middle of "Run All", seems to run forever.
const QUIET = 300;
const AT_LAST = 3000;

function sendWhenIdle(model) {
  const kernel = model.widget_manager?.kernel;
  const changes = kernel?.statusChanged; // some hosts of widgets do not have it
  const messages = [];
  let quiet = 0;
  let last = 0;
  const flush = () => {
    clearTimeout(quiet);
    clearTimeout(last);
    last = 0;
    changes?.disconnect(wait);
    for (const message of messages.splice(0)) send(model, message);
  };
  const wait = () => {
    clearTimeout(quiet);
    if (kernel.status === "idle") quiet = setTimeout(flush, QUIET);
  };
  return {
    flush,
    send: (message) => {
      messages.push(message);
      if (!changes) return flush();
      last ||= setTimeout(flush, AT_LAST);
      changes.connect(wait); // connecting it twice changes nothing
      wait();
    },
  };
}

function send(model, message) {
  try {
    model.send(message);
  } catch {
    // The kernel was restarted and the model is gone; the page says so.
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

// Draw only if the data differs from what this node shows.
const drawn = new WeakMap();
function ifNew(node, data, draw) {
  const text = JSON.stringify(data);
  if (drawn.get(node) === text) return;
  drawn.set(node, text);
  draw();
}

// Make the children of `parent` match `items`, by key and in order, and reuse those that exist.
function reconcile(parent, items, create, update) {
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
  board.error = make("p", { role: "alert", class: "error" });
  const dead = make(
    "p",
    { role: "alert", class: "dead" },
    "The kernel of this view has restarted or stopped: run its cell again.",
  );
  board.mark = make("span", { class: "mark", "aria-hidden": "true" });
  board.word = make("b", { role: "status" });
  board.about = make("span");
  board.report = make("p", { role: "status", class: "report" });
  board.status = make("p", { class: "state" }, board.mark, board.word, ": ", board.about);

  board.progress = make("progress", { "aria-label": "Finished checks of the pass" });
  board.progressText = make("span", { class: "progress-text" });
  // On the line of the progress, so that the table does not move when it comes and goes.
  board.overrun = make("span", { class: "overrun" });
  const progress = make(
    "p",
    { class: "pass-progress" },
    board.progress,
    " ",
    board.progressText,
    " ",
    board.overrun,
  );

  board.root = make("div", { class: "checker-lab" });
  board.root.append(
    dead,
    board.error,
    board.status,
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
  board.filterLabel = make("label", {}, board.filter, " Only items that do not pass");
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

function buildLog(board) {
  board.lines = make("ol");
  board.logTotal = 0;
  const box = make(
    "div",
    { class: "box log", role: "region", "aria-label": "Log, newest first", tabindex: "0" },
    board.lines,
  );
  return make("details", { open: "" }, make("summary", {}, "Log, newest first"), box);
}

// The status

function drawStatus(board, status) {
  if (status.about === undefined) return;
  const kind = status.running ? "running" : status.stopped ? "stopped" : "resting";
  setAttribute(board.status, "class", `state ${kind}`);
  setText(board.mark, status.running ? "▶" : "■");
  setText(board.word, status.running ? "Running" : status.stopped || "Not running");
  setAttribute(board.word, "lang", status.stopped ? status.language : "en");
  setText(board.about, status.about);
  setText(board.report, status.report);
  board.progress.max = Math.max(status.of, 1);
  board.progress.value = status.ended;
  const checked = status.of ? `: ${status.ended} of ${status.of} checked` : "";
  setText(board.progressText, `pass ${status.pass}${checked}`);
  setText(board.overrun, status.overrun);
  setAttribute(board.overrun, "lang", status.language);

  board.page = status.page;
  setText(board.pageText, status.pageText);
  // A button that is really disabled would lose the focus.
  setAttribute(board.previous, "aria-disabled", status.page <= 0);
  setAttribute(board.next, "aria-disabled", status.page >= status.pages - 1);
  board.previous.hidden = board.next.hidden = status.pages <= 1;
  board.filter.checked = status.onlyUnwell;
}

// The table

function drawRows(board, rows) {
  const removed = board.removing ?? -1;
  const focused = document.activeElement?.closest?.("tr");
  const losesFocus =
    removed >= 0 && focused?.parentElement === board.body &&
    !rows.some((row) => row.key === focused.dataset.key);
  reconcile(board.body, rows, (row) => makeRow(row, board.mayRemove), updateRow);
  if (!losesFocus) return;
  // Keyboard users go on from where the removed row was.
  const next = board.body.children[Math.min(removed, board.body.children.length - 1)];
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

// The log

function drawLog(board, log) {
  if (log.lines === undefined) return;
  const isNewLog = log.total < board.logTotal;
  if (isNewLog) board.lines.replaceChildren();
  const added = Math.min(isNewLog ? log.lines.length : log.total - board.logTotal, log.lines.length);
  board.lines.prepend(...log.lines.slice(0, added).map((line) => make("li", {}, line)));
  while (board.lines.children.length > log.lines.length) board.lines.lastElementChild.remove();
  board.logTotal = log.total;
}
