"""The pager: which items of how many the table shows, and the buttons to see others."""

from typing import Any

from checker_lab.core.plurals import fill
from checker_lab.view import ViewState
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.state import ROWS
from checker_lab.view.tree import el
from checker_lab.widgets.words import WORDS

__all__ = ["pager"]


def pager(state: ViewState) -> list[Any]:
    """The line below the table. It is read out when it changes, so that a filter is heard."""
    words = WORDS[state.language]
    buttons = []
    if state.pages > 1:
        buttons = [
            _turn(words.previous, state.page - 1, state),
            _turn(words.next, state.page + 1, state),
        ]
    if state.outcomes:
        on = {"act": "filter", "outcome": ""}
        buttons.append(el("button", words.show_all, type="button", on=on, key="all"))
    return el(
        "div",
        *buttons,
        el("span", _text(state), role="status", key="text"),
        role="group",
        aria_label=words.pages,
        # With one page of all items, the line of the status says it already.
        class_="pager" if buttons or not state.rows else "pager unseen",
    )


def _turn(name: str, page: int, state: ViewState) -> list[Any]:
    why_not = "" if 0 <= page < state.pages else WORDS[state.language].no_page
    return el(
        "button",
        name,
        type="button",
        # A button that is really disabled would lose the focus.
        aria_disabled="true" if why_not else None,
        title=why_not or None,
        on={"act": "page", "page": page},
        key=name,
    )


def _text(state: ViewState) -> str:
    language, words = state.language, WORDS[state.language]
    names = ", ".join(name_of(each, language) for each in MARKS if each in state.outcomes)
    if not state.rows:
        return fill(language, words.none_is, state.items, names) if names else words.no_items
    first = state.page * ROWS + 1
    text = words.range_of if names else words.range
    return fill(language, text, first, first + len(state.rows) - 1, state.matching, names)
