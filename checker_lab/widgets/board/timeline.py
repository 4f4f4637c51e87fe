"""The timeline of the board."""

from typing import Any

from checker_lab.view import ViewState
from checker_lab.view.tree import el

__all__ = ["timeline"]


def timeline(state: ViewState) -> list[Any]:
    return el("details", el("summary", "Timeline of the last passes"), open=True)
