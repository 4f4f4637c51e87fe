"""A field, its button, and beside them what is wrong with what was typed."""

from collections.abc import Callable, Iterable
from typing import Any

import ipywidgets

from checker_lab.core.errors import CheckerError
from checker_lab.core.lines import name_and_text, one_line
from checker_lab.widgets.field import Field
from checker_lab.widgets.note import note

__all__ = ["Entry", "Message"]


class Message:
    """A short text beside a control."""

    def __init__(self) -> None:
        self.text = ""
        self.widget = ipywidgets.HTML(layout={"flex": "1 1 14em", "min_width": "14em"})

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Show `text` in place of the last; an empty one shows nothing."""
        self.widget.value = note(text, wrong=wrong)
        self.text = text

    def tell(self, error: BaseException) -> None:
        """Show what went wrong."""
        # The messages of these say what was given and what is right; those of others may not.
        is_clear = isinstance(error, CheckerError | ValueError | TypeError) and str(error)
        self.say(one_line(str(error)) if is_clear else name_and_text(error), wrong=True)


class Entry:
    """A text field with a button that acts on what was typed, as Enter does.

    Args:
        action: called with the text; what it returns is said beside the field, which is emptied.
            What it raises is said too, and the text stays.
        ask: has a function called by whoever acts for this field, and does not wait.
        label: the name of the field.
        button: that of the button.
        hint: what may be typed, in short.
        options: texts to choose from.
        width: of the field.

    Attributes:
        field, button: the controls. `message.text` is what is said beside them.
    """

    def __init__(
        self,
        action: Callable[[str], str],
        ask: Callable[[Callable[[], object]], object],
        *,
        label: str,
        button: str,
        hint: str,
        options: Iterable[str] = (),
        width: str = "30em",
    ) -> None:
        self._action = action
        self._ask = ask
        self.field = Field(
            options=tuple(options),
            description=label,
            placeholder=hint,
            layout={"flex": f"0 1 {width}", "min_width": "15em"},
        )
        self.button = ipywidgets.Button(
            description=button, tooltip=f"{button}: {hint}", layout={"width": "8em"}
        )
        self.message = Message()
        self.field.on_msg(self._on_typed)
        self.button.on_click(self._on_click)
        self.widget = ipywidgets.HBox(
            [self.field, self.button, self.message.widget], layout={"flex_flow": "row wrap"}
        )

    def submit(self, text: str | None = None) -> None:
        """Act on this text; on that of the field if there is none."""
        if text is None:
            text = self.field.value
        try:
            said = self._action(text)
        except Exception as error:
            self.message.tell(error)
        else:
            if self.field.value == text:  # and not what was typed meanwhile
                self.field.value = ""
            self.message.say(said)

    def disable(self) -> None:
        """Take no more, and hold on to nobody: ipywidgets keeps all widgets forever."""
        self.field.disabled = self.button.disabled = True
        self.field.on_msg(self._on_typed, remove=True)
        self.button.on_click(self._on_click, remove=True)

    def _on_click(self, _: object) -> None:
        self._ask(self.submit)

    def _on_typed(self, _: object, content: dict[str, Any], buffers: object) -> None:
        text = content.get("text")
        if text is not None:
            self.field.value = str(text)
        if content.get("event") == "submit":
            self._ask(lambda: self.submit(text))
