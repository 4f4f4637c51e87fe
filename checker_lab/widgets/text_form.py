"""A text form: a field, its button, and the message beside them."""

from collections.abc import Callable, Iterable, Mapping

import ipywidgets

from checker_lab.widgets.message import Message
from checker_lab.widgets.text_field import TextField

__all__ = ["TextForm"]


class TextForm:
    """A text field with a button; the button, like Enter, submits the text.

    Args:
        action: takes the text. The form shows what it returns and empties the field, or shows
            what it raises and keeps the text.
        call_soon: schedules a call in the thread that works for this form, and does not wait.
        label: the label of the field.
        button: the text of the button.
        hint: what a user may type, in short.
        options: texts to choose from.
        width: of the field, in CSS units.

    Attributes:
        field, button: the controls. `message.text` is the text beside them.
    """

    def __init__(
        self,
        action: Callable[[str], str],
        call_soon: Callable[[Callable[[], object]], object],
        *,
        label: str,
        button: str,
        hint: str,
        options: Iterable[str] = (),
        width: str = "30em",
    ) -> None:
        self._action = action
        self._call_soon = call_soon
        self.field = TextField(
            options=tuple(options),
            description=label,
            placeholder=hint,
            layout={"flex": f"0 1 {width}", "min_width": "15em"},
        )
        self.button = ipywidgets.Button(
            description=button, tooltip=f"{button}: {hint}", layout={"width": "8em"}
        )
        self.message = Message()
        self.field.on_msg(self._on_message)
        self.button.on_click(self._on_click)
        self.widget = ipywidgets.HBox(
            [self.field, self.button, self.message.widget], layout={"flex_flow": "row wrap"}
        )

    def submit(self, text: str | None = None) -> None:
        """Act on `text`; without one, on the text of the field."""
        if text is None:
            text = self.field.value
        try:
            said = self._action(text)
        except Exception as error:
            self.message.say_error(error)
        else:
            if self.field.value == text:  # else the user has typed something new meanwhile
                self.field.value = ""
            self.message.say(said)

    def disable(self) -> None:
        """Accept no more input, and drop the callbacks: ipywidgets keeps every widget alive."""
        self.field.disabled = self.button.disabled = True
        self.field.on_msg(self._on_message, remove=True)
        self.button.on_click(self._on_click, remove=True)

    def _on_click(self, _: object) -> None:
        self._call_soon(self.submit)

    def _on_message(self, _: object, content: Mapping[str, object], buffers: object) -> None:
        match content:
            case {"event": event, "text": str(text)}:
                self.field.value = text
                if event == "submit":
                    self._call_soon(lambda: self.submit(text))
