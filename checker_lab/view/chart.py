"""A chart of checks on one time axis: where each bar, tick and label is.

The dashboard, the lessons and the text of a chart draw it. Positions are parts of the width of the
axis, from 0 to 1.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.plurals import fill
from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS, Mark, name_of
from checker_lab.view.rows import latency
from checker_lab.view.timeline import PASSES, Bar, Panel
from checker_lab.view.words import WORDS

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

NEAR = 0.3
"""Two labels that are closer than this part of the width would touch where it is narrow."""

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
    about: str = ""


def chart_of_passes(
    panels: Sequence[Panel],
    ids: Iterable[str],
    interval: float | None = None,
    timeout: float | None = None,
    *,
    language: Language,
) -> Chart:
    """The chart of the last passes, with the lanes of those `ids` that were checked.

    Args:
        panels: the passes, oldest first.
        ids: the items, in the order of their lanes.
        interval, timeout: of the checker, in seconds.
        language: of all that is in words.
    """
    if not panels:
        return Chart(about=WORDS[language].no_check)
    axis, panels = _axis(panels, interval, timeout)
    bars = [bar for panel in panels for bar in panel.bars]
    lanes = lanes_on(axis, bars, ids, language)
    return Chart(
        ticks=_ticks(axis, panels, interval, language),
        timeouts=_timeouts(axis, panels, timeout, language),
        lanes=tuple(lane for lane in lanes if lane.checks),
        about=_about(panels[-1], language),
    )


def lanes_on(
    axis: Axis,
    bars: Iterable[Bar],
    ids: Iterable[str],
    language: Language,
    *,
    with_starts: bool = False,
) -> tuple[Lane, ...]:
    """A lane for each of `ids`, with its bars on this axis.

    Args:
        axis: what to show of them.
        bars: of any items, in order.
        ids: the items, in the order of their lanes.
        language: of what the checks are in words.
        with_starts: say in words when each check started, in seconds from the start of the axis.
    """
    found: dict[str, list[DrawnCheck]] = {item_id: [] for item_id in ids}
    for bar in bars:
        if bar.item_id in found and bar.started_at <= axis.end:
            check = _check(axis, bar, language)
            if with_starts and bar.started_at >= axis.start:
                start = bar.started_at - axis.start
                check = check._replace(text=WORDS[language].starts.format(start, check.text))
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


def _ticks(
    axis: Axis, panels: Sequence[Panel], interval: float | None, language: Language
) -> tuple[Label, ...]:
    """A line for each pass and one for the next; passes that start together share a label."""
    words = WORDS[language]
    near: list[list[Panel]] = []
    for panel in panels:
        if near and axis.part(panel.started_at) - axis.part(near[-1][0].started_at) < NEAR:
            near[-1].append(panel)
        else:
            near.append([panel])
    ticks = []
    for first, *others in near:
        last = others[-1].pass_number if others else 0
        text = (words.ticks if others else words.tick).format(first.pass_number, last)
        ticks.append(Label(axis.part(first.started_at), text))
        ticks += [Label(axis.part(other.started_at)) for other in others]
    if interval is not None and (due := panels[-1].started_at + interval) <= axis.end:
        ticks.append(Label(axis.part(due)))
    return tuple(ticks)


def _timeouts(
    axis: Axis, panels: Sequence[Panel], timeout: float | None, language: Language
) -> tuple[Label, ...]:
    if timeout is None:
        return ()
    moments = [panel.started_at + timeout for panel in panels]
    parts = [axis.part(moment) for moment in moments if moment <= axis.end]
    text = WORDS[language].timeout.format(timeout)
    return tuple(Label(part, "" if number else text) for number, part in enumerate(parts))


def _about(panel: Panel, language: Language) -> str:
    words, concurrent = WORDS[language], concurrency(panel, language)
    if panel.seconds is None:
        return words.pass_running.format(panel.pass_number, concurrent)
    return words.pass_took.format(panel.pass_number, latency(panel.seconds, language), concurrent)


def _check(axis: Axis, bar: Bar, language: Language) -> DrawnCheck:
    start = axis.part(bar.started_at)
    end = axis.part(bar.started_at + bar.seconds)
    goes_on = axis.part(bar.ended_at) - end
    return DrawnCheck(bar.outcome, start, end - start, goes_on, _in_words(bar, language))


def _in_words(bar: Bar, language: Language) -> str:
    words = WORDS[language]
    if bar.outcome is None and bar.goes_on:
        return words.runs_on.format(latency(bar.goes_on, language))
    if bar.outcome is None:
        return words.in_flight.format(latency(bar.seconds, language))
    name = name_of(bar.outcome, language)
    if bar.outcome is Outcome.SKIPPED and not bar.goes_on:
        return name
    text = words.then_abandoned if bar.goes_on else words.ended
    return text.format(name, latency(bar.seconds, language))


def concurrency(panel: Panel, language: Language) -> str:
    """How many checks of a pass ran at the same time, in words after a comma.

    It is "" if no time has passed, since then all of them seem to.
    """
    if not panel.lasted:
        return ""
    if panel.concurrent == 1:
        return WORDS[language].one_at_a_time
    return fill(language, WORDS[language].at_the_same_time, panel.concurrent)


def sign_of(outcome: Outcome | None) -> str:
    """The mark behind the bar of a check."""
    return DOT if outcome is Outcome.SKIPPED else MARKS[outcome].sign


def legend(lanes: Iterable[Lane], language: Language) -> str:
    """What the marks and lines of these lanes mean, without those that they do not have."""
    checks = [check for lane in lanes for check in lane.checks]
    found = {check.outcome for check in checks}
    said = [
        f"{sign_of(outcome)} {name_of(outcome, language)}"
        for outcome in MARKS
        if outcome is not None and outcome in found
    ]
    if any(check.outcome is None and not check.goes_on for check in checks):
        said.append(WORDS[language].legend_in_flight)
    if any(check.goes_on for check in checks):
        said.append(WORDS[language].legend_runs_on)
    return " · ".join(said)
