"""The status of the board, as data for board.js: the lines above the table, and the pager."""

from typing import Any

from checker_lab.view import ViewState
from checker_lab.view.state import ROWS
from checker_lab.view.words import STILL_RUNNING, count

__all__ = ["status_data"]


def status_data(state: ViewState) -> dict[str, Any]:
    """What the board shows of the checker as a whole."""
    stopped, *report = state.stopped or ("",)
    return {
        "running": state.running,
        "stopped": stopped,
        "report": " ".join(report),
        "language": state.language,
        "about": _about(state),
        "pass": state.pass_number,
        "ended": state.progress.ended,
        "of": state.progress.items,
        "overrun": state.overrun,
        "page": state.page,
        "pages": state.pages,
        "onlyUnwell": state.only_unwell,
        "pageText": _page_text(state),
    }


def _about(state: ViewState) -> str:
    parts = [count(state.items, "item"), f"{state.failing:,} failing"]
    if state.interval is not None:
        parts.append(f"a pass every {state.interval:g} s")
    timeout = "no timeout" if state.timeout is None else f"timeout {state.timeout:g} s"
    parts += [timeout, f"{count(state.missed_passes, 'pass', 'passes')} missed"]
    if state.in_flight or state.waiting:
        parts.append(f"{state.in_flight:,} in flight, {state.waiting:,} waiting")
    if state.abandoned:
        parts.append(f"{count(state.abandoned, 'check')} {STILL_RUNNING}")
    return ", ".join(parts)


def _page_text(state: ViewState) -> str:
    if not state.rows:
        return "every item passes" if state.only_unwell else "no items"
    before = state.page * ROWS
    kind = " not passing" if state.only_unwell else ""
    return f"items {before + 1:,} to {before + len(state.rows):,} of {state.matching:,}{kind}"
