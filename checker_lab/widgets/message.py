"""The short message beside a control. It escapes all text from outside."""

from html import escape

import ipywidgets

from checker_lab.core.errors import CheckerError
from checker_lab.core.lines import name_and_text, one_line

__all__ = ["Message", "message_html", "what_went_wrong"]


class Message:
    """A short text beside a control."""

    def __init__(self) -> None:
        self.text = ""
        self.widget = ipywidgets.HTML(layout={"flex": "1 1 14em", "min_width": "14em"})

    def say(self, text: str, *, wrong: bool = False) -> None:
        """Replace the text; an empty one shows nothing."""
        self.widget.value = message_html(text, wrong=wrong)
        self.text = text

    def say_error(self, error: BaseException) -> None:
        """Show what went wrong."""
        self.say(what_went_wrong(error), wrong=True)


def what_went_wrong(error: BaseException) -> str:
    """The text of an error, on one line, for somebody who sees no traceback."""
    # The messages of these say what was given and what is right; those of others may not.
    is_clear = isinstance(error, CheckerError | ValueError | TypeError) and str(error)
    return one_line(str(error)) if is_clear else name_and_text(error)


def message_html(text: str, *, wrong: bool = False) -> str:
    """The HTML of a message; a screen reader reads an error out immediately."""
    if not text:
        return ""
    role = "alert" if wrong else "status"
    mark = '<span class="mark" aria-hidden="true">✗</span>' if wrong else ""
    return f'<div class="checker-lab" role="{role}">{mark}{escape(text)}</div>'
