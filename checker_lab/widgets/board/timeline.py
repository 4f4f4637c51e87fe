"""The timeline of the board, as data for timeline.js: one time axis, and a lane per item."""

from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.core.results import Outcome
from checker_lab.view import ViewState
from checker_lab.view.chart import Chart, DrawnCheck, Label, Lane, chart_of_passes, legend, sign_of
from checker_lab.view.history import LANES
from checker_lab.view.marks import MARKS
from checker_lab.widgets.board.item_key import key_of

__all__ = ["timeline_data"]


def timeline_data(state: ViewState) -> dict[str, Any]:
    """The axis, and the lanes of the first rows of the page."""
    ids = [row.item_id for row in state.rows[:LANES]]
    chart = chart_of_passes(state.panels, ids, state.interval, state.timeout)
    return {
        "about": _about(chart, len(ids), state),
        "legend": legend(chart.lanes),
        "ticks": [_line(tick) for tick in chart.ticks],
        "timeouts": [_line(timeout) for timeout in chart.timeouts],
        "lanes": [_lane(lane) for lane in chart.lanes],
    }


def _about(chart: Chart, shown: int, state: ViewState) -> str:
    if not chart.lanes or shown == state.matching:
        return chart.about
    which = "of this page" if state.page else f"of {state.matching:,} items"
    return f"{chart.about} The timeline shows the first {shown} {which}."


def _line(label: Label) -> dict[str, Any]:
    return {"at": _part(label.at), "text": label.text}


def _lane(lane: Lane) -> dict[str, Any]:
    return {
        "key": key_of(lane.item_id),
        "id": one_line(lane.item_id),
        "text": "; ".join(check.text for check in lane.checks),
        "checks": [_check(check) for check in lane.checks],
    }


def _check(check: DrawnCheck) -> dict[str, Any]:
    return {
        "start": _part(check.start),
        "length": _part(check.length),
        "goesOn": _part(check.goes_on),
        "mark": sign_of(check.outcome),
        "tone": MARKS[check.outcome].tone,
        "kind": _kind(check),
        "text": check.text,
    }


def _kind(check: DrawnCheck) -> str:
    """How it is drawn: a bar, a dot, striped, or only the line on which it goes on."""
    if check.outcome is None:
        return "tail" if check.goes_on else "in-flight"
    return "dot" if check.outcome is Outcome.SKIPPED and not check.length else "ended"


def _part(part: float) -> float:
    return round(part, 4)
