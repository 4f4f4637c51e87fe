// Draws the game from the data of lanes.py. Every text enters the page as text; only the picture of the
// moves so far comes as HTML, in which checker_lab/schedules/picture has escaped everything.
//
// Buttons stay the same nodes for the whole game, and a button that can do nothing now is only
// `aria-disabled`: so the focus survives each move, and a screen reader can read why.

function render({ model, el }) {
  const head = model.get("head");
  const send = (message) => model.send(message);
  const game = build(head, send);
  const drawMoves = () => drawPast(game, model.get("moves"));
  const draw = () => drawBoard(game, model.get("board"));
  const onAnswer = () => game.seek.answered();
  const onKey = (event) => pressKey(event, el, model.get("board"), send);
  el.classList.add("checker-lab-game");
  el.append(game.root);
  // Nothing has a size before it is in the page, and a new width needs another place to scroll to.
  const resized = new ResizeObserver(() => settle(game));
  drawMoves();
  draw();
  resized.observe(el);
  model.on("change:moves", drawMoves);
  model.on("change:board", draw);
  model.on("change:answered", onAnswer);
  // In the capture phase of the window, since JupyterLab listens in that of the document: there "a" inserts
  // a cell.
  window.addEventListener("keydown", onKey, true);
  return () => {
    resized.disconnect();
    model.off("change:moves", drawMoves);
    model.off("change:board", draw);
    model.off("change:answered", onAnswer);
    window.removeEventListener("keydown", onKey, true);
  };
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

function mark(sign) {
  return make("span", { class: "mark", "aria-hidden": "true" }, sign);
}

function button(text, act) {
  const made = make("button", { type: "button" }, text);
  made.addEventListener("click", () => {
    if (made.getAttribute("aria-disabled") !== "true") act();
  });
  return made;
}

function enable(node, isEnabled, title) {
  node.setAttribute("aria-disabled", String(!isEnabled));
  node.title = title;
}

// Code that wraps after brackets and commas and before dots, rather than anywhere.
function breakable(text) {
  const parts = text.split(/(?<=[(,])(?=\S)|(?<=\w)(?=\.[^\W\d])/);
  return parts.flatMap((part) => [make("wbr"), part]).slice(1);
}

// The skeleton

function build(head, send) {
  const { words, language } = head;
  const game = { words, send, lanes: new Map() };
  const press = (act) => () => send({ act });
  game.reset = button(`↺ ${words.reset}`, press("reset"));
  game.undo = button(`◀ ${words.undo}`, press("undo"));
  game.play = button("", press("play"));
  game.show = button(words.show_me, press("show"));
  game.back = button(words.back, press("back"));
  game.prove = button(words.prove, press("prove"));
  enable(game.show, true, words.show_hint);
  enable(game.back, true, words.back_hint);
  enable(game.prove, true, words.prove_hint);
  game.slider = make("input", { type: "range", min: 0, "aria-label": words.position_name });
  game.position = make("span", { class: "position" });
  game.seek = seeker(game.slider, (position) => send({ act: "go", position }));

  game.mark = make("span", { class: "mark", "aria-hidden": "true" });
  game.head = make("b");
  game.more = make("span");
  game.verdict = make("p", { class: "verdict" }, game.mark, game.head, " ", game.more);
  game.proof = make("p", { role: "status" });
  game.message = make("p", { class: "message" });
  game.said = make("div", { class: "unseen", role: "status", "aria-live": "polite" });

  game.moves = make("div", { class: "moves" });
  game.hint = make("p", { class: "hint" }, words.no_story);
  game.past = make(
    "div",
    { class: "past", role: "region", "aria-label": words.story },
    game.hint,
    game.moves,
  );
  game.steps = make("div", { class: "lanes steps" });
  game.codes = make("div", { class: "lanes codes" });
  game.shared = make("div", { class: "shared" });
  const dead = make("p", { class: "dead", role: "alert" }, words.disconnected);
  const [before, name, unnamed, after] = head.aim;
  const invariant = name ? make("code", {}, name) : unnamed;
  game.root = make(
    "div",
    { role: "group", "aria-label": head.title || words.name, lang: language },
    ...(head.title ? [make("p", { class: "title" }, head.title)] : []),
    make("p", { class: "aim" }, before, invariant, after),
    dead,
    make(
      "div",
      { class: "tools" },
      make("span", { class: "group" }, game.reset, game.undo),
      make("span", { class: "group seek" }, game.slider, game.position, game.play),
      make("span", { class: "group" }, game.show, game.back, game.prove),
    ),
    game.verdict,
    game.message,
    game.proof,
    game.said,
    game.past,
    game.steps,
    game.codes,
    game.shared,
  );
  return game;
}

// Asks for one position at a time, always the last one that the slider was moved to.
function seeker(slider, ask) {
  let isAsking = false;
  let wanted = null;
  const next = () => {
    isAsking = wanted !== null;
    if (isAsking) ask(wanted);
    wanted = null;
  };
  slider.addEventListener("input", () => {
    wanted = Number(slider.value);
    if (!isAsking) next();
  });
  return { answered: next, isBusy: () => isAsking };
}

// A move of the lane that the key belongs to; Backspace is Undo.
function pressKey(event, el, board, send) {
  if (!el.contains(event.target) || event.ctrlKey || event.altKey || event.metaKey) return;
  const key = event.key.toLowerCase();
  // By its place too, for keyboards of other alphabets.
  const code = event.code.replace(/^(Key|Digit|Numpad)/, "").toLowerCase();
  const lane = board.lanes.find((each) => each.key && (each.key === key || each.key === code));
  // The arrows move the slider and scroll; JupyterLab would go to another cell.
  if (key.startsWith("arrow")) event.stopPropagation();
  if (lane === undefined && key !== "backspace") return;
  event.preventDefault();
  event.stopPropagation();
  if (event.repeat) return; // a key that is held down is one move
  if (lane === undefined) send({ act: "undo" });
  else send({ act: "step", name: lane.name });
}

// Drawing

function drawPast(game, html) {
  game.moves.innerHTML = html;
  game.hint.hidden = game.moves.querySelector("tbody tr") !== null;
  settle(game);
}

// Scroll to the last move and to the next line of each thread, within their boxes alone: the page stays
// where it is.
function settle(game) {
  game.past.scrollTop = game.past.scrollHeight;
  // The lanes below are as wide as those beside the scroll bar.
  game.root.style.setProperty("--bar", `${game.past.offsetWidth - game.past.clientWidth - 2}px`);
  for (const { code, values } of game.lanes.values()) {
    const marked = code.querySelector(".marked");
    if (marked !== null) {
      code.scrollTop = marked.offsetTop - (code.clientHeight - marked.offsetHeight) / 2;
    }
    for (const box of [code, values]) makeReachable(box);
  }
  makeReachable(game.past);
}

// With the keyboard one scrolls only what has the focus.
function makeReachable(box) {
  if (box.scrollHeight > box.clientHeight + 1) box.tabIndex = 0;
  else box.removeAttribute("tabindex");
}

function drawBoard(game, board) {
  const { words } = game;
  const isPlaying = board.activity === "playing";
  game.verdict.className = `verdict ${board.verdict.mood}`;
  setText(game.mark, board.verdict.mark);
  setText(game.head, board.verdict.head);
  setText(game.more, board.verdict.more);
  setText(game.proof, board.proof);
  game.message.setAttribute("role", board.message.isWrong ? "alert" : "status");
  setText(game.message, board.message.isWrong ? `✗ ${board.message.text}` : board.message.text);
  setText(game.said, board.said);

  game.slider.max = board.moves;
  game.slider.disabled = board.moves === 0;
  if (!game.seek.isBusy()) game.slider.value = board.position;
  game.slider.setAttribute("aria-valuetext", board.positionText);
  setText(game.position, board.positionText);
  setText(game.play, isPlaying ? `‖ ${words.pause}` : `▶ ${words.play}`);
  const canPlay = isPlaying || board.position < board.moves;
  enable(game.play, canPlay, canPlay ? words.play_hint : words.nothing_to_play);
  enable(game.undo, board.position > 0, board.position > 0 ? words.undo_hint : words.nothing_to_undo);
  enable(game.reset, board.moves > 0, board.moves > 0 ? words.reset_hint : words.nothing_to_undo);
  if (!board.canGoBack && game.back === document.activeElement) game.undo.focus();
  game.back.hidden = !board.canGoBack;

  drawLanes(game, board.lanes);
  game.shared.replaceChildren(...shared(words, board));
}

function drawLanes(game, lanes) {
  for (const row of [game.steps, game.codes]) row.classList.toggle("many", lanes.length > 3);
  game.root.style.setProperty("--lanes", lanes.length);
  for (const [name, lane] of game.lanes) {
    if (lanes.some((each) => each.name === name)) continue;
    lane.step.remove();
    lane.section.remove();
    game.lanes.delete(name);
  }
  for (const data of lanes) {
    if (!game.lanes.has(data.name)) game.lanes.set(data.name, buildLane(game, data));
    drawLane(game.words, game.lanes.get(data.name), data);
  }
  settle(game);
}

function buildLane(game, data) {
  const id = `checker-lab-${Math.random().toString(36).slice(2)}`;
  const lane = { mark: mark(""), source: make("code"), stand: make("span", { class: "stand" }) };
  lane.step = button("", () => game.send({ act: "step", name: data.name }));
  lane.step.classList.add("step");
  lane.step.append(
    make(
      "span",
      { class: "who" },
      lane.mark,
      make("b", { id: `${id}-name` }, data.step),
      ...(data.key ? [make("kbd", { "aria-hidden": "true" }, data.key.toUpperCase())] : []),
    ),
    make("span", { id: `${id}-about`, class: "about" }, lane.source, " ", lane.stand),
  );
  lane.step.setAttribute("aria-labelledby", `${id}-name`);
  lane.step.setAttribute("aria-describedby", `${id}-about`);
  if (data.key) lane.step.setAttribute("aria-keyshortcuts", data.key.toUpperCase());
  lane.place = make("p", { lang: "en" });
  lane.code = make("div", { class: "code", role: "group" });
  lane.values = make("p", { class: "values", role: "group", "aria-label": game.words.holds });
  lane.section = make("section", { "aria-label": data.name }, lane.place, lane.code, lane.values);
  for (const node of [lane.step, lane.section]) node.style.setProperty("--lane", data.color);
  game.steps.append(lane.step);
  game.codes.append(lane.section);
  return lane;
}

function drawLane(words, lane, data) {
  setText(lane.mark, data.mark);
  lane.source.replaceChildren(...(data.canMove ? breakable(data.source) : []));
  setText(lane.stand, [data.stand, data.isNext && words.comes_next].filter(Boolean).join(" · "));
  enable(lane.step, data.canMove, data.about);
  lane.step.classList.toggle("next", data.isNext);
  setText(lane.place, data.place);
  lane.code.setAttribute("aria-label", `${data.name}, ${data.place}`);
  lane.code.hidden = data.lines.length === 0;
  lane.code.replaceChildren(make("ol", {}, ...data.lines.map(codeLine)));
  const values = data.values.flatMap((value) => [", ", make("code", {}, value)]).slice(1);
  lane.values.replaceChildren(...(values.length ? [`${words.holds}: `, ...values] : []));
}

function codeLine([number, text, isMarked]) {
  const indent = text.length - text.trimStart().length;
  const source = make("code", {}, ...breakable(text.trimStart()));
  source.style.setProperty("--indent", `${indent}ch`);
  return make(
    "li",
    isMarked ? { class: "marked", "aria-current": "step" } : {},
    make("span", { class: "at", "aria-hidden": "true" }, isMarked ? "▶" : ""),
    make("span", { class: "number" }, String(number)),
    source,
  );
}

function shared(words, board) {
  const rows = board.state.map((row) =>
    make(
      "tr",
      {},
      make("th", { scope: "row" }, row.name),
      make("td", row.changed ? { class: "changed" } : {}, make("code", {}, row.value), ...change(row)),
    ),
  );
  const table = rows.length ? make("table", {}, make("tbody", {}, ...rows)) : make("p", {}, words.no_state);
  const output = board.output.length
    ? [make("p", { class: "part" }, words.printed), make("pre", {}, board.output.join("\n"))]
    : [];
  return [make("p", { class: "part" }, words.shared), table, ...output];
}

function change(row) {
  if (!row.changed) return [];
  return [make("span", { class: "change" }, mark("▸"), row.changed, make("code", {}, row.before))];
}
