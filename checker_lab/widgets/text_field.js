// A text field that sends its text and an Enter in one message. The kernel may handle two messages in
// the other order, and would act on the text that the field had before.

function render({ model, el }) {
  const input = make("input", { type: "text", autocomplete: "off" });
  const name = make("span", { class: "name" });
  // A page finds lists by their ids, so each view of a field needs a list of its own.
  const options = make("datalist", { id: `checker-lab-${performance.now()}-${Math.random()}` });
  input.setAttribute("list", options.id);
  el.classList.add("checker-lab-field");
  const label = make("label");
  label.append(name, input);
  el.append(label, options);

  // The text that the kernel knows. If the field holds another one, the user typed it.
  let known = "";
  const send = (event) => {
    known = input.value;
    try {
      model.send({ event, text: known });
    } catch {
      // The kernel was restarted and the model is gone; the page says so.
    }
  };
  input.addEventListener("change", () => {
    if (input.value !== known) send("typed");
  });
  input.addEventListener("keydown", (event) => {
    event.stopPropagation(); // or the notebook would take the keys as shortcuts
    if (event.key === "Enter" && !event.isComposing) send("submit");
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
