"""What the board of the dashboard draws: a picture as plain data, for the browser.

Nothing here is HTML: the board puts every text into the page as text.
"""

from collections import Counter
from hashlib import sha256
from itertools import groupby
from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.core.results import Outcome
from checker_lab.view import Bar, Panel, Picture, Row
from checker_lab.view.history import LANES
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.picture import ROWS
from checker_lab.view.rows import latency
from checker_lab.view.words import count

__all__ = ["key_of", "log", "rows", "state", "timeline"]

Data = dict[str, Any]

GIVEN_UP = "given up, and still at work"

LONG = 100
"""Characters of an id that are sent as they are."""


def key_of(item_id: str) -> str:
    """The name of an item in what the browser sends back: one for each id, and always sendable."""
    if len(item_id) <= LONG:
        return ascii(item_id)
    digest = sha256(item_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{item_id[:LONG]!a}... {digest}"


def state(picture: Picture) -> Data:
    """How the checker stands."""
    head, *report = picture.stopped or ("",)
    return {
        "running": picture.running,
        "stopped": head,
        "report": " ".join(report),
        "language": picture.language,
        "about": _about(picture),
        "ended": picture.progress.ended,
        "of": picture.progress.items,
        "pass": picture.pass_number,
        "page": picture.page,
        "pages": picture.pages,
        "onlyUnwell": picture.only_unwell,
        "pageText": _page_text(picture),
    }


def _about(picture: Picture) -> str:
    parts = [count(picture.items, "item"), f"{picture.failing:,} failing"]
    if picture.interval is not None:
        parts.append(f"a pass each {picture.interval:g} s")
    timeout = "no timeout" if picture.timeout is None else f"timeout {picture.timeout:g} s"
    parts += [timeout, f"{count(picture.missed_passes, 'pass', 'passes')} missed"]
    if picture.in_flight or picture.waiting:
        parts.append(f"{picture.in_flight:,} under way, {picture.waiting:,} waiting")
    if picture.abandoned:
        parts.append(f"{count(picture.abandoned, 'check')} {GIVEN_UP}")
    return ", ".join(parts)


def _page_text(picture: Picture) -> str:
    if not picture.rows:
        return "no items" if not picture.only_unwell else "every item passes"
    before = picture.page * ROWS
    kind = "not passing" if picture.only_unwell else "in all"
    return f"items {before + 1:,} to {before + len(picture.rows):,} of {picture.shown:,} {kind}"


def rows(picture: Picture) -> list[Data]:
    """The rows of the table."""
    scale = picture.timeout or picture.slowest or 1.0
    return [_row(row, scale, picture.language) for row in picture.rows]


def _row(row: Row, scale: float, language: str) -> Data:
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
        return f"{GIVEN_UP}{_skips(row)}"
    if row.runs_for is not None and row.runs_for >= 1:
        return f"at work for {row.runs_for:.0f} s{_skips(row)}"
    return ""


def _skips(row: Row) -> str:
    return f" (skipped {count(row.skipped, 'time')})" if row.skipped else ""


def _strip_text(recent: tuple[Outcome, ...]) -> str:
    if not recent:
        return "no outcome yet"
    found = Counter(outcome.name for outcome in recent)
    told = ", ".join(f"{number} {name}" for name, number in found.items())
    latest = next(iter(groupby(reversed(recent))))
    in_a_row = len(list(latest[1]))
    return f"last {len(recent)}: {told}; newest: {in_a_row} {latest[0].name}"


def timeline(picture: Picture) -> Data:
    """The panels of the last passes, and a lane for each item that has one."""
    lanes: dict[str, list[Data | None]] = {}
    shown = [row.item_id for row in picture.rows]
    in_lanes = {bar.item_id for panel in picture.panels for bar in panel.bars}
    for item_id in filter(in_lanes.__contains__, shown):
        bars = [_bar_in(panel, item_id) for panel in picture.panels]
        lanes[item_id] = bars
    return {
        "panels": [_panel(panel) for panel in picture.panels],
        "lanes": [
            {"key": key_of(item_id), "id": one_line(item_id), "bars": bars}
            for item_id, bars in lanes.items()
        ],
        "hidden": max(picture.shown - LANES, 0) if lanes else 0,
    }


def _panel(panel: Panel) -> Data:
    lasted = "under way" if panel.seconds is None else f"took {latency(panel.seconds)}"
    return {
        "title": f"Pass {panel.pass_number}",
        "about": f"{lasted}, up to {panel.at_once:,} at once",
        "width": latency(panel.width),
    }


def _bar_in(panel: Panel, item_id: str) -> Data | None:
    bar = next((bar for bar in panel.bars if bar.item_id == item_id), None)
    return None if bar is None else _bar(bar)


def _bar(bar: Bar) -> Data:
    mark = MARKS[bar.outcome]
    return {
        "start": round(bar.start, 4),
        "length": round(bar.length, 4),
        "goesOn": round(bar.goes_on, 4),
        "mark": mark.sign,
        "tone": mark.tone,
        "text": _bar_text(bar),
    }


def _bar_text(bar: Bar) -> str:
    if bar.outcome is None:
        return f"at work, {latency(bar.seconds)} so far"
    if bar.outcome is Outcome.SKIPPED:
        return "SKIPPED"
    told = f"{bar.outcome.name} after {latency(bar.seconds)}"
    return f"{told}, then given up" if bar.goes_on else told


def log(picture: Picture) -> Data:
    """The lines of the log, the newest first, and how many there ever were."""
    return {"lines": list(picture.log), "heard": picture.heard}
