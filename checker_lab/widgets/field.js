// A text field that tells what was typed and the Enter in one message: of two messages the kernel may
// handle the second first, and the Enter would act on what the field held before.

function render({ model, el }) {
  const input = make("input", { type: "text", autocomplete: "off" });
  const name = make("span", { class: "name" });
  // Each view of a field has a list of its own, as a page finds lists by their ids.
  const options = make("datalist", { id: `checker-lab-${performance.now()}-${Math.random()}` });
  input.setAttribute("list", options.id);
  el.classList.add("checker-lab-field");
  const label = make("label");
  label.append(name, input);
  el.append(label, options);

  // What the kernel has for the text of this field. Whatever else the field holds was typed here.
  let known = "";
  const tell = (event) => {
    known = input.value;
    try {
      model.send({ event, text: known });
    } catch {
      // The kernel was restarted, and who would hear it has gone: the page says so.
    }
  };
  input.addEventListener("change", () => {
    if (input.value !== known) tell("typed");
  });
  input.addEventListener("keydown", (event) => {
    event.stopPropagation(); // or the notebook would take the keys for its own
    if (event.key === "Enter" && !event.isComposing) tell("submit");
  });

  const drawings = {
    value: () => {
      const isTyping = input.value !== known;
      known = model.get("value");
      if (!isTyping) input.value = known;
    },
    description: () => (name.textContent = model.get("description")),
    placeholder: () => (input.placeholder = model.get("placeholder")),
    disabled: () => (input.disabled = model.get("disabled")),
    options: () =>
      options.replaceChildren(...model.get("options").map((value) => make("option", { value }))),
  };
  for (const [trait, draw] of Object.entries(drawings)) {
    draw();
    model.on(`change:${trait}`, draw);
  }
  return () => {
    for (const [trait, draw] of Object.entries(drawings)) model.off(`change:${trait}`, draw);
  };
}

function make(tag, attributes = {}) {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  return made;
}

export default { render };
