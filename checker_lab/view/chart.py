"""A chart of checks on one time axis: where each bar, tick and label is.

The dashboard, the lessons and the text of a chart draw it. Positions are parts of the width of the
axis, from 0 to 1.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS, Mark, name_of
from checker_lab.view.rows import latency
from checker_lab.view.timeline import PASSES, Bar, Panel

__all__ = [
    "Axis",
    "Chart",
    "DrawnCheck",
    "Group",
    "Label",
    "Lane",
    "chart_of_passes",
    "concurrency",
    "lanes_on",
    "legend",
    "sign_of",
]

ROOM = 1.15
"""Width of an axis without further ticks, in durations of what it shows."""

CALM = 4
"""The axis goes on to the next tick if the interval is at most so many durations of a pass."""

NEAR = 0.14
"""Two labels that are closer than this part of the width would touch."""

DOT = "•"
"""Marks a skipped check, which mostly has no length. An arrow would point along the axis."""

SHORTEST = 0.001
"""The least width of an axis, in seconds."""


class Axis(NamedTuple):
    """The seconds that a chart shows, on the clock of the checker."""

    start: float
    end: float

    def part(self, moment: float) -> float:
        """Where a moment is; those outside of the axis are at its ends."""
        part = (moment - self.start) / (self.end - self.start)
        return min(max(part, 0.0), 1.0)


class Label(NamedTuple):
    """A line across the lanes, and its label, or ""."""

    at: float
    text: str = ""


class DrawnCheck(NamedTuple):
    """One check on the axis.

    Attributes:
        goes_on: the part for which it ran on after it was abandoned.
        text: what it shows, in words.
        mark: in place of that of the outcome.
    """

    outcome: Outcome | None
    start: float
    length: float
    goes_on: float
    text: str
    mark: Mark | None = None


class Lane(NamedTuple):
    """The checks of one item, in order."""

    item_id: str
    checks: tuple[DrawnCheck, ...] = ()


class Group(NamedTuple):
    """Lanes under a title.

    Attributes:
        about: what else to say beside the title.
        hidden: lanes that are not drawn.
    """

    title: str
    about: str
    lanes: Sequence[Lane]
    hidden: int = 0


class Chart(NamedTuple):
    """What a chart of some passes shows.

    Attributes:
        ticks: a line where each pass starts, and where the next is due.
        timeouts: a line where a check that started with its pass times out.
        about: the latest pass in words, or that there is nothing to show.
    """

    ticks: tuple[Label, ...] = ()
    timeouts: tuple[Label, ...] = ()
    lanes: tuple[Lane, ...] = ()
    about: str = "No check has started yet."


def chart_of_passes(
    panels: Sequence[Panel],
    ids: Iterable[str],
    interval: float | None = None,
    timeout: float | None = None,
) -> Chart:
    """The chart of the last passes, with the lanes of those `ids` that were checked.

    Args:
        panels: the passes, oldest first.
        ids: the items, in the order of their lanes.
        interval, timeout: of the checker, in seconds.
    """
    if not panels:
        return Chart()
    axis, panels = _axis(panels, interval, timeout)
    lanes = lanes_on(axis, [bar for panel in panels for bar in panel.bars], ids)
    return Chart(
        ticks=_ticks(axis, panels, interval),
        timeouts=_timeouts(axis, panels, timeout),
        lanes=tuple(lane for lane in lanes if lane.checks),
        about=_about(panels[-1]),
    )


def lanes_on(
    axis: Axis, bars: Iterable[Bar], ids: Iterable[str], *, with_starts: bool = False
) -> tuple[Lane, ...]:
    """A lane for each of `ids`, with its bars on this axis.

    Args:
        axis: what to show of them.
        bars: of any items, in order.
        ids: the items, in the order of their lanes.
        with_starts: say in words when each check started, in seconds from the start of the axis.
    """
    found: dict[str, list[DrawnCheck]] = {item_id: [] for item_id in ids}
    for bar in bars:
        if bar.item_id in found and bar.started_at <= axis.end:
            check = _check(axis, bar)
            if with_starts and bar.started_at >= axis.start:
                start = f"starts at {bar.started_at - axis.start:.4g} s: "
                check = check._replace(text=start + check.text)
            found[bar.item_id].append(check)
    return tuple(Lane(item_id, tuple(checks)) for item_id, checks in found.items())


def _axis(
    panels: Sequence[Panel], interval: float | None, timeout: float | None
) -> tuple[Axis, Sequence[Panel]]:
    """The axis, and the passes that it has room for."""
    latest = panels[-1]
    longest = max(panel.lasted for panel in panels)
    if interval is not None:
        longest = min(longest, interval)
    # A pass of long ago would leave no room for the others.
    most = PASSES * max(interval or 0.0, longest, SHORTEST)
    panels = [panel for panel in panels if latest.started_at - panel.started_at <= most]
    if timeout is not None and (interval is None or timeout < interval):
        longest = max(longest, timeout)
    room = ROOM * longest
    if interval is not None and (len(panels) > 1 or not longest or interval <= CALM * longest):
        room = interval
    first = panels[0].started_at
    return Axis(first, latest.started_at + max(room, SHORTEST)), panels


def _ticks(axis: Axis, panels: Sequence[Panel], interval: float | None) -> tuple[Label, ...]:
    """A line for each pass and one for the next; passes that start together share a label."""
    near: list[list[Panel]] = []
    for panel in panels:
        if near and axis.part(panel.started_at) - axis.part(near[-1][0].started_at) < NEAR:
            near[-1].append(panel)
        else:
            near.append([panel])
    ticks = []
    for first, *others in near:
        text = f"passes {first.pass_number} to {others[-1].pass_number}" if others else ""
        ticks.append(Label(axis.part(first.started_at), text or f"pass {first.pass_number}"))
        ticks += [Label(axis.part(other.started_at)) for other in others]
    if interval is not None and (due := panels[-1].started_at + interval) <= axis.end:
        ticks.append(Label(axis.part(due)))
    return tuple(ticks)


def _timeouts(axis: Axis, panels: Sequence[Panel], timeout: float | None) -> tuple[Label, ...]:
    if timeout is None:
        return ()
    moments = [panel.started_at + timeout for panel in panels]
    parts = [axis.part(moment) for moment in moments if moment <= axis.end]
    return tuple(
        Label(part, "" if number else f"timeout {timeout:g} s") for number, part in enumerate(parts)
    )


def _about(panel: Panel) -> str:
    took = "is running" if panel.seconds is None else f"took {latency(panel.seconds)}"
    return f"Pass {panel.pass_number} {took}{concurrency(panel)}."


def _check(axis: Axis, bar: Bar) -> DrawnCheck:
    start = axis.part(bar.started_at)
    end = axis.part(bar.started_at + bar.seconds)
    return DrawnCheck(bar.outcome, start, end - start, axis.part(bar.ended_at) - end, _words(bar))


def _words(bar: Bar) -> str:
    if bar.outcome is None and bar.goes_on:
        return f"abandoned, still running after {latency(bar.goes_on)}"
    if bar.outcome is None:
        return f"in flight for {latency(bar.seconds)}"
    if bar.outcome is Outcome.SKIPPED and not bar.goes_on:
        return "SKIPPED"
    text = f"{bar.outcome.name} after {latency(bar.seconds)}"
    return f"{text}, then abandoned" if bar.goes_on else text


def concurrency(panel: Panel) -> str:
    """How many checks of a pass ran at the same time, in words after a comma.

    It is "" if no time has passed, since then all of them seem to.
    """
    if not panel.lasted:
        return ""
    if panel.concurrent == 1:
        return ", one check at a time"
    return f", up to {panel.concurrent:,} checks at the same time"


def sign_of(outcome: Outcome | None) -> str:
    """The mark behind the bar of a check."""
    return DOT if outcome is Outcome.SKIPPED else MARKS[outcome].sign


def legend(lanes: Iterable[Lane]) -> str:
    """What the marks and lines of these lanes mean, without those that they do not have."""
    checks = [check for lane in lanes for check in lane.checks]
    found = {check.outcome for check in checks}
    said = [
        f"{sign_of(outcome)} {name_of(outcome)}"
        for outcome in MARKS
        if outcome is not None and outcome in found
    ]
    if any(check.outcome is None and not check.goes_on for check in checks):
        said.append("striped: in flight")
    if any(check.goes_on for check in checks):
        said.append("dotted: abandoned, still running")
    return " · ".join(said)
