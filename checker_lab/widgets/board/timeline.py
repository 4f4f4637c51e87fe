"""The timeline of the board, as data for board.js: a panel per pass, and a lane per item."""

from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.core.results import Outcome
from checker_lab.view import Bar, Panel, ViewState
from checker_lab.view.history import LANES
from checker_lab.view.marks import MARKS
from checker_lab.view.rows import latency
from checker_lab.widgets.board.item_key import key_of

__all__ = ["timeline_data"]


def timeline_data(state: ViewState) -> dict[str, Any]:
    """The panels, and the lanes of the items that have a bar in one of them."""
    with_bars = {bar.item_id for panel in state.panels for bar in panel.bars}
    lanes = [_lane(row.item_id, state) for row in state.rows if row.item_id in with_bars]
    return {
        "panels": [_panel(panel) for panel in state.panels],
        "lanes": lanes,
        "hidden": max(state.matching - LANES, 0) if lanes else 0,
    }


def _panel(panel: Panel) -> dict[str, Any]:
    took = "running" if panel.seconds is None else f"took {latency(panel.seconds)}"
    return {
        "title": f"Pass {panel.pass_number}",
        "about": f"{took}, up to {panel.concurrent:,} concurrent",
        "width": latency(panel.width),
    }


def _lane(item_id: str, state: ViewState) -> dict[str, Any]:
    bars = [_bar_in(panel, item_id) for panel in state.panels]
    return {"key": key_of(item_id), "id": one_line(item_id), "bars": bars}


def _bar_in(panel: Panel, item_id: str) -> dict[str, Any] | None:
    bar = next((bar for bar in panel.bars if bar.item_id == item_id), None)
    return None if bar is None else _bar(bar)


def _bar(bar: Bar) -> dict[str, Any]:
    mark = MARKS[bar.outcome]
    return {
        "start": round(bar.start, 4),
        "length": round(bar.length, 4),
        "goesOn": round(bar.goes_on, 4),
        "mark": mark.sign,
        "tone": mark.tone,
        "inFlight": bar.outcome is None,
        "text": _bar_text(bar),
    }


def _bar_text(bar: Bar) -> str:
    if bar.outcome is None:
        return f"in flight for {latency(bar.seconds)}"
    if bar.outcome is Outcome.SKIPPED:
        return "SKIPPED"
    text = f"{bar.outcome.name} after {latency(bar.seconds)}"
    return f"{text}, then abandoned" if bar.goes_on else text
