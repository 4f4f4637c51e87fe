"""The controls of the dashboard: its buttons and text fields, as Python sees them.

The toolbar draws them, and the browser sends back what a user does with them. They know neither the
browser nor the checker.
"""

from collections.abc import Callable
from itertools import count

from checker_lab.widgets.message import what_went_wrong

__all__ = ["Button", "Form", "FormWithButton", "Note"]

CallSoon = Callable[[Callable[[], object]], object]

_said = count(1)


class Button:
    """A button. While `why_not` says why it cannot be used now, it looks disabled.

    A click is acted on even then, since the answer says what to do instead.

    Args:
        name: names the button in messages of the browser.
        label: its text.
        hint: what it does, in short.
        press: does it.
    """

    def __init__(self, name: str, label: str, hint: str, press: Callable[[], object]) -> None:
        self.name = name
        self.label = label
        self.hint = hint
        self.why_not = ""
        self._press: Callable[[], object] | None = press

    @property
    def disabled(self) -> bool:
        """Whether it cannot be used now."""
        return bool(self.why_not)

    def click(self) -> None:
        """Do what a click in the browser does."""
        if self._press is not None:
            self._press()

    def close(self, why_not: str) -> None:
        """Disable it for good."""
        self.why_not, self._press = why_not, None


class Note:
    """A short text about what a user did last with a control."""

    def __init__(self) -> None:
        self.text = ""
        self.wrong = False
        self.said_at = 0

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Replace the text."""
        # The text comes last: code that waits for it then finds the rest.
        self.wrong, self.said_at = wrong and bool(text), next(_said)
        self.text = text

    def say_error(self, error: BaseException) -> None:
        """Say what went wrong."""
        self.say(what_went_wrong(error), wrong=True)


class Field:
    """A text field; `value` is what it holds, as far as Python knows."""

    def __init__(self, changed: Callable[[], object]) -> None:
        self._value = ""
        self._changed = changed
        self.disabled = False

    @property
    def value(self) -> str:
        """The text. Setting it changes the field, unless the user has typed meanwhile."""
        return self._value

    @value.setter
    def value(self, text: str) -> None:
        if not isinstance(text, str):
            raise TypeError(f"the value of a field must be a str, not {text!r}")
        self._value = text
        self._changed()


class Form:
    """A text field, and a message about the last text that was entered.

    Args:
        action: takes the text and returns what to say. What it raises is shown instead, and the
            text stays.
        call_soon: schedules a call in the thread that works for this form, and does not wait.
        name: names the form in messages of the browser.
        label: the name of the field.
        hint: what a user may type, in short.
        options: texts to choose from.

    Attributes:
        current: what the field holds while nobody edits it.
        answers: how many texts were answered.
    """

    def __init__(
        self,
        action: Callable[[str], str],
        call_soon: CallSoon,
        *,
        name: str,
        label: str,
        hint: str,
        options: tuple[str, ...] = (),
    ) -> None:
        self.name = name
        self.label = label
        self.hint = hint
        self.options = options
        self.current = ""
        self.answers = 0
        self.message = Note()
        self._action = action
        self._call_soon = call_soon
        self.field = Field(lambda: call_soon(lambda: None))

    def enter(self, text: str) -> None:
        """Do what typing this text and pressing Enter does."""
        if not self.field.disabled:
            self.field.value = text
            self._call_soon(lambda: self.submit(text))

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
                self.field.value = self.current
            self.message.say(said)
        self.answers += 1

    def reset(self) -> None:
        """Forget what was typed, and what was said about it."""
        self.field.value = self.current
        self.message.say("")
        self.answers += 1

    def show(self, current: str) -> None:
        """Show this value, unless the field holds one that was rejected."""
        if current != self.current:
            if self.field.value == self.current:
                self.field._value = current
            self.current = current

    def close(self) -> None:
        """Accept no more input."""
        self.field.disabled = True


class FormWithButton(Form):
    """A form with a button that submits the text of its field.

    Args:
        action, call_soon, name, label, hint, options: as for `Form`.
        button, button_hint: the text of the button, and what it does.
    """

    def __init__(
        self,
        action: Callable[[str], str],
        call_soon: CallSoon,
        *,
        name: str,
        label: str,
        hint: str,
        button: str,
        button_hint: str,
        options: tuple[str, ...] = (),
    ) -> None:
        super().__init__(action, call_soon, name=name, label=label, hint=hint, options=options)
        self.button = Button(f"submit {name}", button, button_hint, lambda: call_soon(self.submit))
