// Builds the board from the trees of elements that widget.py sends; view/tree.py says what a tree is.
//
// Two invariants: every text enters the page as text, never as HTML; and only what has changed is
// touched, so that the focus, the scroll position and the selection survive.

const PARTS = ["status", "tools", "rows", "timeline", "log"];

function render({ model, el }) {
  // Not crypto.randomUUID(), which pages without TLS do not have.
  const view = `${performance.now()}-${Math.random()}`;
  const patch = makePatch(view);
  const root = document.createElement("div");
  root.className = "checker-lab";
  el.classList.add("checker-lab-board");
  el.lang = model.get("language");
  el.append(root);

  const alert = (text) => (text ? [["p", { role: "alert", class: "note tone-bad" }, text]] : []);
  const trees = Object.fromEntries(PARTS.map((part) => [part, () => model.get(part)]));
  const drawings = {};
  for (const [part, read] of [
    ["dead", () => alert(model.get("disconnected"))],
    ["error", () => alert(model.get("error"))],
    ...Object.entries(trees),
  ]) {
    const box = document.createElement("div");
    box.className = part;
    root.append(box);
    drawings[part] = () => keepFocus(root, () => patch(box, read()));
    drawings[part]();
    model.on(`change:${part}`, drawings[part]);
  }
  listen(root, (message) => send(model, message));

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
    for (const [part, draw] of Object.entries(drawings)) model.off(`change:${part}`, draw);
    window.removeEventListener("pagehide", onPageHide);
    window.removeEventListener("pageshow", onShown);
    onGone();
  };
}

export default { render };

// Building

const SVG = "http://www.w3.org/2000/svg";

// A page finds elements by ids, and may show the board in several places.
const IDS = new Set(["id", "list", "aria-describedby"]);

function makePatch(view) {
  return patch;

  // Make the children of `parent` match the trees. Reuse those that exist: by key, else in order.
  function patch(parent, trees) {
    const keys = new Set(trees.map(keyOf));
    const keyed = new Map();
    for (const child of [...parent.childNodes]) {
      if (child.key === undefined) continue;
      if (keys.has(child.key)) keyed.set(child.key, child);
      else child.remove();
    }
    let place = parent.firstChild;
    for (const tree of trees) {
      const key = keyOf(tree);
      let node = key === undefined ? place : keyed.get(key);
      if (!isLike(node, tree)) node = create(tree, parent);
      if (node === place) place = place.nextSibling;
      else parent.insertBefore(node, place);
      update(node, tree);
    }
    while (place) {
      const next = place.nextSibling;
      place.remove();
      place = next;
    }
  }

  function update(node, tree) {
    const text = JSON.stringify(tree);
    if (node.drawn === text) return;
    node.drawn = text;
    if (typeof tree === "string") {
      node.data = tree;
      return;
    }
    const [, { key, on, answers, open, value, ...attributes }, ...children] = tree;
    node.on = on;
    for (const { name } of [...node.attributes])
      if (!(name in attributes) && name !== "open") node.removeAttribute(name);
    for (const [name, given] of Object.entries(attributes)) {
      const wanted = IDS.has(name) ? `${given}-${view}` : String(given);
      if (node.getAttribute(name) !== wanted) node.setAttribute(name, wanted);
    }
    if (node.localName === "input") setValue(node, value);
    else if (value !== undefined) node.value = value;
    patch(node, children);
  }
}

function keyOf(tree) {
  return typeof tree === "string" ? undefined : tree[1].key;
}

function isLike(node, tree) {
  if (!node || node.key !== keyOf(tree)) return false;
  return typeof tree === "string" ? node.nodeType === Node.TEXT_NODE : node.localName === tree[0];
}

function create(tree, parent) {
  if (typeof tree === "string") return document.createTextNode(tree);
  const isSvg = tree[0] === "svg" || parent.namespaceURI === SVG;
  const node = isSvg ? document.createElementNS(SVG, tree[0]) : document.createElement(tree[0]);
  node.key = keyOf(tree);
  node.open = tree[1].open !== undefined; // later it is up to the user
  return node;
}

// Set a field, unless the user has typed something that the kernel does not know yet.
function setValue(input, value) {
  const isTyping = input.known !== undefined && input.value !== input.known;
  input.known = value;
  if (!isTyping) input.value = value;
}

// What has the focus keeps it when it moves; if it goes away, the one that takes its place gets it.
function keepFocus(root, draw) {
  const focused = document.activeElement;
  const alike = () => [...root.querySelectorAll(focused.localName)].filter(
    (each) => each.on?.act === focused.on?.act,
  );
  const index = root.contains(focused) ? alike().indexOf(focused) : -1;
  draw();
  if (index < 0 || document.activeElement === focused) return;
  const left = alike();
  const next = focused.isConnected ? focused : left[Math.min(index, left.length - 1)];
  (next ?? root.querySelector("input, button"))?.focus();
}

// Listening

function listen(root, send) {
  const submit = (input) => {
    input.known = input.value;
    send({ ...input.on, text: input.value });
  };
  root.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button?.on) return;
    const field = button.on.form && button.parentElement.querySelector("input");
    if (field) submit(field);
    else send(button.on);
  });
  root.addEventListener("change", ({ target }) => {
    if (target.on?.applies && target.value !== target.known) submit(target);
  });
  root.addEventListener("keydown", (event) => {
    const { target, key, isComposing } = event;
    if (target.localName !== "input") return;
    event.stopPropagation(); // or the notebook would take the keys as shortcuts
    if (key === "Enter" && !isComposing) submit(target);
    if (key === "Escape") {
      target.value = target.known;
      send({ ...target.on, text: target.known, reset: true });
    }
  });
}

// Sending

function send(model, message) {
  try {
    model.send(message);
  } catch {
    // The kernel was restarted and the model is gone; the page says so.
  }
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
