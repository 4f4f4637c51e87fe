"""A checker as HTML, for the end of a cell: the rows of the dashboard, at one moment."""

import re
from pathlib import Path

from checker_lab.core.plurals import fill
from checker_lab.core.snapshot import Snapshot
from checker_lab.view.history import History
from checker_lab.view.state import ViewState
from checker_lab.view.status import status
from checker_lab.view.table import table
from checker_lab.view.tree import Tree, el, html_of
from checker_lab.view.words import WORDS

__all__ = ["RUSSIAN_SHEET", "STYLE_SHEET", "board_html", "snapshot_html"]

STYLE_SHEET = Path(__file__).with_name("board.css")
"""The style of the dashboard, and of what a checker shows at the end of a cell."""

RUSSIAN_SHEET = Path(__file__).with_name("russian.css")
"""What follows it for a board in Russian."""

BARE = "padding: 2px; text-align: left"
"""The style of a cell where the sheet is lost, as in an untrusted notebook."""

HYPHENATED = ("преду-преж-дени", "рабо-та", "ослед-ние", "Эле-мент")
"""Where long Russian words may break."""


def snapshot_html(snapshot: Snapshot) -> str:
    """The status of the checker, and below it the table of its items."""
    return board_html(History().state(snapshot))


def board_html(state: ViewState, tools: list[Tree] | None = None, *, more_style: str = "") -> str:
    """A state as HTML, with its style.

    Args:
        state: what to show.
        tools: the toolbar, if there is one.
        more_style: a style sheet that follows that of the dashboard.
    """
    language = state.language
    hidden = state.matching - len(state.rows)
    more = fill(language, WORDS[language].more_items, hidden)
    board = el(
        "div",
        *status(state, pace=not tools),
        el("div", *tools, class_="tools") if tools else "",
        table(state.rows, language, may_remove=bool(tools)),
        el("p", more, class_="quiet") if hidden > 0 else "",
        class_="checker-lab",
    )
    html = re.sub("<(t[hd]) ", rf'<\1 style="{BARE}" ', html_of(board))
    lang, sheets = "", [STYLE_SHEET]
    if language == "ru":
        lang, sheets = ' lang="ru"', [STYLE_SHEET, RUSSIAN_SHEET]
        html = _hyphenated(html)
    css = "".join(sheet.read_text(encoding="utf-8") for sheet in sheets)
    return f'<div class="checker-lab-board"{lang}><style>{css}{more_style}</style>{html}</div>'


def _hyphenated(html: str) -> str:
    """Let long Russian words break, for a narrow window where the sheet is lost."""
    for word in HYPHENATED:
        html = html.replace(word.replace("-", ""), word.replace("-", "\N{SOFT HYPHEN}"))
    return html
