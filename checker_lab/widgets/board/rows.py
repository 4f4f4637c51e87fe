"""The rows of the board's table, as data for board.js, where `updateRow()` draws them."""

from collections import Counter
from itertools import groupby
from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.core.results import Outcome
from checker_lab.view import Row, ViewState
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import latency
from checker_lab.view.words import STILL_RUNNING, count
from checker_lab.widgets.board.item_key import key_of

__all__ = ["rows_data"]


def rows_data(state: ViewState) -> list[dict[str, Any]]:
    """The rows of the page; their bars of latency are parts of the timeout, or of the slowest."""
    scale = state.timeout or state.slowest or 1.0
    return [_row(row, scale, state.language) for row in state.rows]


def _row(row: Row, scale: float, language: str) -> dict[str, Any]:
    mark = MARKS[row.outcome]
    return {
        "key": key_of(row.item_id),
        "id": one_line(row.item_id),
        "mark": mark.sign,
        "tone": mark.tone,
        "name": name_of(row.outcome),
        "words": row.words,
        "language": language,
        "why": row.reason,
        "more": _more(row),
        "latency": latency(row.seconds),
        "part": 0 if row.seconds is None else min(row.seconds / scale, 1),
        "strip": [list(MARKS[outcome]) for outcome in row.recent],
        "stripText": _strip_text(row.recent),
        "checks": row.checks,
        "inARow": row.failures_in_a_row,
    }


def _more(row: Row) -> str:
    if row.abandoned:
        return f"{STILL_RUNNING}{_skips(row)}"
    if row.runs_for is not None and row.runs_for >= 1:
        return f"running for {row.runs_for:.0f} s{_skips(row)}"
    return ""


def _skips(row: Row) -> str:
    return f" (skipped {count(row.skipped, 'time')})" if row.skipped else ""


def _strip_text(recent: tuple[Outcome, ...]) -> str:
    """The strip of the last outcomes in words, for a tooltip and a screen reader."""
    if not recent:
        return "no outcome yet"
    counts = Counter(outcome.name for outcome in recent)
    text = ", ".join(f"{number} {name}" for name, number in counts.items())
    newest, run = next(iter(groupby(reversed(recent))))
    return f"last {len(recent)}: {text}; newest: {len(list(run))} {newest.name}"
