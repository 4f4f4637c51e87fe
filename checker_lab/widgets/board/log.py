"""The log of the board: what happened, newest first."""

from typing import Any

from checker_lab.view import ViewState
from checker_lab.view.tree import el
from checker_lab.widgets.words import WORDS

__all__ = ["log"]


def log(state: ViewState) -> list[Any]:
    """The lines, folded away until a user opens them."""
    title = WORDS[state.language].log
    lines = [
        el("li", line, key=str(number))
        for line, number in zip(state.log, range(state.log_total, 0, -1), strict=False)
    ]
    box = el(
        "div",
        el("ol", *lines),
        class_="log",
        role="region",
        aria_label=title,
        tabindex=0,
    )
    return el("details", el("summary", title), box)
