"""The timeline: when each check of the last passes ran, with one lane per item.

It computes lengths and positions; how they are drawn is up to the view.
"""

import math
from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from checker_lab.core.events import CheckEnded, Event, LateReturn, PassEnded, PassStarted
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import Snapshot

__all__ = ["PASSES", "Bar", "Panel", "PassProgress", "Timeline"]

PASSES = 3
"""Passes in the timeline: the current one, and those before it."""

KEPT = 5_000
"""Results kept of one pass; of a larger pass only the first ones are drawn."""

ROOM = 1.15
"""Width of a panel, in durations of the longest pass: room for checks that outlive it."""

SHORTEST = 0.001
"""The least width of a panel, in seconds."""


class PassProgress(NamedTuple):
    """How far the latest pass is: `ended` checks of `items`."""

    ended: int = 0
    items: int = 0


class Bar(NamedTuple):
    """One check in a panel.

    Attributes:
        outcome: None while the check is in flight.
        start, length: parts of the panel's width, from 0 to 1.
        seconds: how long the check took, or has taken so far.
        goes_on: the part of the width for which it ran on after it was abandoned; else 0.
    """

    item_id: str
    outcome: Outcome | None
    start: float
    length: float
    seconds: float
    goes_on: float = 0.0


class Panel(NamedTuple):
    """One pass. All panels have the same width.

    Attributes:
        width: in seconds.
        seconds: how long the pass took; None while it runs.
        concurrent: the most checks that ran at the same time.
    """

    pass_number: int
    width: float
    seconds: float | None
    concurrent: int
    bars: tuple[Bar, ...] = ()


class _Pass:
    """What the timeline keeps of a pass."""

    def __init__(self, number: int, items: int, at: float) -> None:
        self.number = number
        self.items = items
        self.started_at = at
        self.ended_at: float | None = None
        self.ended_checks = 0
        self.results: dict[str, CheckResult] = {}
        self.late_returns: dict[str, float] = {}

    def record(self, result: CheckResult) -> None:
        self.ended_checks += 1
        if len(self.results) < KEPT:
            self.results[result.item_id] = result
            # A late return before this result is that of an earlier check with the same id.
            self.late_returns.pop(result.item_id, None)

    def duration(self, now: float) -> float:
        return (now if self.ended_at is None else self.ended_at) - self.started_at


class Timeline:
    """Collects events, and computes the panels of the last passes."""

    def __init__(self) -> None:
        self._passes: OrderedDict[int, _Pass] = OrderedDict()

    def hear(self, event: Event) -> None:
        """Take in an event. It needs each event once, in order."""
        match event:
            case PassStarted(number, items, at):
                self._passes[number] = _Pass(number, items, at)
                if len(self._passes) > PASSES:
                    self._passes.popitem(last=False)
            case CheckEnded(result):
                self._pass(result.pass_number).record(result)
            case LateReturn(item_id, number, late):
                self._pass(number).late_returns[item_id] = late
            case PassEnded(number, _, _, at):
                self._pass(number).ended_at = at

    def _pass(self, number: int) -> _Pass:
        """The pass; a throwaway one for events of a pass that the timeline no longer keeps."""
        return self._passes.get(number) or _Pass(number, 0, 0.0)

    @property
    def progress(self) -> PassProgress:
        """How far the latest pass is."""
        if not self._passes:
            return PassProgress()
        latest = next(reversed(self._passes.values()))
        ended = latest.items if latest.ended_at is not None else latest.ended_checks
        return PassProgress(min(ended, latest.items), latest.items)

    def panels(self, snapshot: Snapshot, ids: Iterable[str]) -> tuple[Panel, ...]:
        """The last passes, oldest first, with the lanes of `ids`."""
        ids = list(ids)
        passes = list(self._passes.values())
        now = snapshot.at
        longest = max((each.duration(now) for each in passes), default=0.0)
        # Without the cap, a hung check would stretch its panel until no other bar can be seen.
        width = max(min(longest, snapshot.interval or longest) * ROOM, SHORTEST)
        ends = [*(later.started_at for later in passes[1:]), math.inf][: len(passes)]
        return tuple(
            _panel(each, until, snapshot, ids, width)
            for each, until in zip(passes, ends, strict=True)
        )


def _panel(of: _Pass, until: float, snapshot: Snapshot, ids: list[str], width: float) -> Panel:
    in_flight = {
        item_id: item.started_at
        for item_id, item in snapshot.items.items()
        if item.started_at is not None
        and of.started_at <= item.started_at < until
        and item_id not in of.results
    }
    bars = []
    for item_id in ids:
        if (result := of.results.get(item_id)) is not None:
            bars.append(_ended_bar(result, of, snapshot, width))
        elif (start := in_flight.get(item_id)) is not None:
            bars.append(_bar(item_id, None, start - of.started_at, snapshot.at - start, width))
    seconds = None if of.ended_at is None else of.ended_at - of.started_at
    drawn = tuple(bar for bar in bars if bar.start < 1)
    return Panel(of.number, width, seconds, _concurrent(of, in_flight), drawn)


def _ended_bar(result: CheckResult, of: _Pass, snapshot: Snapshot, width: float) -> Bar:
    start, took = result.started_at, result.duration
    late = of.late_returns.get(result.item_id)
    if late is None and (started_at := _abandoned_start(result, of, snapshot)) is not None:
        late = snapshot.at - start - took
        # The result of a check that a stop abandoned says when that was, not when it started.
        start, took = started_at, took + start - started_at
    bar = _bar(result.item_id, result.outcome, start - of.started_at, took, width)
    room = max(1 - bar.start - bar.length, 0.0)
    return bar if late is None else bar._replace(goes_on=min(max(late, 0.0) / width, room))


def _abandoned_start(result: CheckResult, of: _Pass, snapshot: Snapshot) -> float | None:
    """When the check with this result started, if it was abandoned and still runs."""
    item = snapshot.items.get(result.item_id)
    if item is None or not item.abandoned or item.started_at is None:
        return None
    return item.started_at if of.started_at <= item.started_at <= result.started_at else None


def _bar(item_id: str, outcome: Outcome | None, start: float, length: float, width: float) -> Bar:
    left = max(start, 0.0) / width
    length = max(length, 0.0)
    return Bar(item_id, outcome, left, min(length / width, max(1 - left, 0.0)), length)


def _concurrent(of: _Pass, in_flight: dict[str, float]) -> int:
    """The most checks that ran at the same time: a sweep over all starts and ends."""
    steps = [(start, 1) for start in in_flight.values()]
    for result in of.results.values():
        if result.outcome is not Outcome.SKIPPED:
            steps.append((result.started_at, 1))
            steps.append((result.started_at + max(result.duration, 1e-9), -1))
    most = running = 0
    for _, step in sorted(steps):
        running += step
        most = max(most, running)
    return most
