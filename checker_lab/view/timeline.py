"""The timeline: when each check of the last passes ran.

It collects events and knows the moments; `chart.py` puts them on an axis.
"""

import math
from collections import OrderedDict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from checker_lab.core.events import CheckEnded, Event, LateReturn, PassEnded, PassStarted
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot, Snapshot

__all__ = ["PASSES", "Bar", "Panel", "PassProgress", "Timeline"]

PASSES = 3
"""Passes in the timeline: the current one, and those before it."""

KEPT = 5_000
"""Results kept of one pass; of a larger pass only the first ones and the last ones are drawn."""


class PassProgress(NamedTuple):
    """How far the latest pass is: `ended` checks of `items`."""

    ended: int = 0
    items: int = 0


class Bar(NamedTuple):
    """One check. Times are in seconds.

    Attributes:
        outcome: None while the check is in flight, and if it began before the first panel.
        started_at: on the checker's clock.
        seconds: how long the check took, or has taken so far.
        goes_on: how long it ran on after it was abandoned; else 0.
    """

    item_id: str
    outcome: Outcome | None
    started_at: float
    seconds: float
    goes_on: float = 0.0

    @property
    def ended_at(self) -> float:
        """When it ended, or until when it has run so far."""
        return self.started_at + self.seconds + self.goes_on


class Panel(NamedTuple):
    """One pass. Times are in seconds.

    Attributes:
        started_at: on the checker's clock.
        seconds: how long the pass took; None while it runs.
        lasted: the same, or how long it has taken so far.
        concurrent: the most checks that ran at the same time.
        bars: its checks. The first panel also has those that began before it and still run.
    """

    pass_number: int
    started_at: float
    seconds: float | None
    lasted: float
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
        if self.results.get(result.item_id) == result:
            return  # `catch_up()` had it already
        self.ended_checks += 1
        if len(self.results) < KEPT:
            self.results[result.item_id] = result
            # A late return before this result is that of an earlier check with the same id.
            self.late_returns.pop(result.item_id, None)

    def result_of(self, item_id: str, item: ItemSnapshot | None) -> CheckResult | None:
        """The result of an item in this pass, also if it was not kept but is still its last."""
        kept = self.results.get(item_id)
        last = None if item is None else item.last
        return last if kept is None and last and last.pass_number == self.number else kept


class Timeline:
    """Collects events, and computes the panels of the last passes."""

    def __init__(self) -> None:
        self._passes: OrderedDict[int, _Pass] = OrderedDict()

    def hear(self, event: Event) -> None:
        """Take in an event. It needs each event once, in order."""
        match event:
            case PassStarted(number, items, at):
                # Events replace what `catch_up()` took from a snapshot that is newer.
                for known in [known for known in self._passes if known >= number]:
                    del self._passes[known]
                self._passes[number] = _Pass(number, items, at)
                if len(self._passes) > PASSES:
                    self._passes.popitem(last=False)
            case CheckEnded(result):
                self._pass(result.pass_number).record(result)
            case LateReturn(item_id, number, late):
                self._pass(number).late_returns[item_id] = late
            case PassEnded(number, _, _, at):
                self._pass(number).ended_at = at

    def catch_up(self, snapshot: Snapshot) -> None:
        """Take the latest pass from a snapshot, if it began before the first event.

        Call it before `hear()`, or events that the snapshot does not know yet get lost.
        """
        if not self._passes and (made := _pass_before(snapshot)) is not None:
            self._passes[made.number] = made

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
        """The last passes, oldest first, with the bars of `ids`."""
        ids = list(ids)
        passes = list(self._passes.values())
        ends = [*(later.started_at for later in passes[1:]), math.inf][: len(passes)]
        panels = [
            _panel(each, until, snapshot, ids) for each, until in zip(passes, ends, strict=True)
        ]
        if panels:
            earlier = tuple(_earlier_bars(snapshot, ids, panels[0].started_at))
            panels[0] = panels[0]._replace(bars=earlier + panels[0].bars)
        return tuple(panels)


def _pass_before(snapshot: Snapshot) -> _Pass | None:
    """The latest pass as far as the last results of the items tell it."""
    number, items = snapshot.pass_number, snapshot.items
    lasts = [item.last for item in items.values()] if number else []
    results = [last for last in lasts if last is not None and last.pass_number == number]
    if not results:
        return None
    made = _Pass(number, len(items), min(result.started_at for result in results))
    for result in results:
        made.record(result)
    if not (snapshot.in_flight or snapshot.waiting):
        made.ended_at = max(result.started_at + result.duration for result in results)
    return made


def _panel(of: _Pass, until: float, snapshot: Snapshot, ids: list[str]) -> Panel:
    in_flight = {
        item_id: item.started_at
        for item_id, item in snapshot.items.items()
        if item.started_at is not None
        and of.started_at <= item.started_at < until
        and item_id not in of.results
    }
    bars = []
    for item_id in ids:
        result = of.result_of(item_id, snapshot.items.get(item_id))
        if result is not None:
            bars.append(_ended_bar(result, of, snapshot))
        elif (start := in_flight.get(item_id)) is not None:
            bars.append(Bar(item_id, None, start, max(snapshot.at - start, 0.0)))
    seconds = None if of.ended_at is None else of.ended_at - of.started_at
    lasted = max(snapshot.at - of.started_at, 0.0) if seconds is None else seconds
    concurrent = _concurrent(of, in_flight)
    return Panel(of.number, of.started_at, seconds, lasted, concurrent, tuple(bars))


def _ended_bar(result: CheckResult, of: _Pass, snapshot: Snapshot) -> Bar:
    start, took = result.started_at, result.duration
    late = of.late_returns.get(result.item_id)
    if late is None and (started_at := _abandoned_start(result, of, snapshot)) is not None:
        late = snapshot.at - start - took
        # The result of a check that a stop abandoned says when that was, not when it started.
        start, took = started_at, took + start - started_at
    return Bar(result.item_id, result.outcome, start, max(took, 0.0), max(late or 0.0, 0.0))


def _abandoned_start(result: CheckResult, of: _Pass, snapshot: Snapshot) -> float | None:
    """When the check with this result started, if it was abandoned and still runs."""
    item = snapshot.items.get(result.item_id)
    if item is None or not item.abandoned or item.started_at is None:
        return None
    return item.started_at if of.started_at <= item.started_at <= result.started_at else None


def _earlier_bars(snapshot: Snapshot, ids: list[str], first: float) -> Iterator[Bar]:
    """The checks that began before the first panel and still run."""
    for item_id in ids:
        item = snapshot.items.get(item_id)
        if item is not None and item.started_at is not None and item.started_at < first:
            seconds = max(snapshot.at - item.started_at, 0.0)
            bar = Bar(item_id, None, item.started_at, seconds)
            yield bar._replace(seconds=0.0, goes_on=seconds) if item.abandoned else bar


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
