"""The timeline: when each check of the current and the last passes ran, a lane for each item."""

import math
from collections import OrderedDict
from collections.abc import Iterable
from typing import NamedTuple

from checker_lab.core.events import CheckEnded, Event, LateReturn, PassEnded, PassStarted
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import Snapshot

__all__ = ["PASSES", "Bar", "Panel", "Timeline"]

PASSES = 3
"""Passes that are shown: the current one, and those before it."""

KEPT = 5_000
"""Checks of one pass that are remembered: of a larger pass only the first to end are shown."""

ROOM = 1.15
"""A panel's width in the longest pass: what goes on when that has ended is to be seen."""

SHORTEST = 0.001
"""Seconds that a panel stands for at least."""


class Bar(NamedTuple):
    """One check in a panel.

    `start` and `length` are parts of the panel's width, from 0 to 1; `seconds` is how long it took,
    or has taken. `outcome` is None while it runs. `goes_on` is the part of the width for which it
    went on after it was given up, 0 for one that was not.
    """

    item_id: str
    outcome: Outcome | None
    start: float
    length: float
    seconds: float
    goes_on: float = 0.0


class Panel(NamedTuple):
    """One pass, drawn as wide as each of the others: `width` seconds.

    `seconds` is how long it took, None while it is under way. `at_once` is how many checks ran at
    the same time, at most.
    """

    pass_number: int
    width: float
    seconds: float | None
    at_once: int
    bars: tuple[Bar, ...] = ()


class _Pass:
    """What is remembered of a pass."""

    def __init__(self, number: int, items: int, at: float) -> None:
        self.number = number
        self.items = items
        self.began = at
        self.ended: float | None = None
        self.ended_checks = 0
        self.results: dict[str, CheckResult] = {}
        self.came_back: dict[str, float] = {}

    def record(self, result: CheckResult) -> None:
        self.ended_checks += 1
        if len(self.results) < KEPT:
            self.results[result.item_id] = result
            self.came_back.pop(result.item_id, None)  # that was one before it, of the same id

    def lasted(self, now: float) -> float:
        return (now if self.ended is None else self.ended) - self.began


class Timeline:
    """Hears events, and draws the last passes."""

    def __init__(self) -> None:
        self._passes: OrderedDict[int, _Pass] = OrderedDict()

    def hear(self, event: Event) -> None:
        """Take in an event; each once, in their order."""
        match event:
            case PassStarted(number, items, at):
                self._passes[number] = _Pass(number, items, at)
                if len(self._passes) > PASSES:
                    self._passes.popitem(last=False)
            case CheckEnded(result):
                self._of(result.pass_number).record(result)
            case LateReturn(item_id, number, late):
                self._of(number).came_back[item_id] = late
            case PassEnded(number, _, _, at):
                self._of(number).ended = at

    def _of(self, number: int) -> _Pass:
        """The pass, or one that nobody keeps: news come of passes that are long over, too."""
        return self._passes.get(number) or _Pass(number, 0, 0.0)

    @property
    def progress(self) -> tuple[int, int]:
        """How many checks of the latest pass have ended, of how many."""
        if not self._passes:
            return 0, 0
        latest = next(reversed(self._passes.values()))
        ended = latest.items if latest.ended is not None else latest.ended_checks
        return min(ended, latest.items), latest.items

    def panels(self, snapshot: Snapshot, ids: Iterable[str]) -> tuple[Panel, ...]:
        """The last passes, the oldest first, with the lanes of `ids`."""
        ids = list(ids)
        passes = list(self._passes.values())
        now = snapshot.at
        longest = max((each.lasted(now) for each in passes), default=0.0)
        # A check that hangs would make its pass so wide that nothing else could be seen in it.
        width = max(min(longest, snapshot.interval or longest) * ROOM, SHORTEST)
        ends = [*(later.began for later in passes[1:]), math.inf][: len(passes)]
        return tuple(
            _panel(each, until, snapshot, ids, width)
            for each, until in zip(passes, ends, strict=True)
        )


def _panel(of: _Pass, until: float, snapshot: Snapshot, ids: list[str], width: float) -> Panel:
    running = {
        item_id: item.started_at
        for item_id, item in snapshot.items.items()
        if item.started_at is not None
        and of.began <= item.started_at < until
        and item_id not in of.results
    }
    bars = []
    for item_id in ids:
        if (result := of.results.get(item_id)) is not None:
            bars.append(_ended_bar(result, of, snapshot, width))
        elif (began := running.get(item_id)) is not None:
            bars.append(_bar(item_id, None, began - of.began, snapshot.at - began, width))
    seconds = None if of.ended is None else of.ended - of.began
    shown = tuple(bar for bar in bars if bar.start < 1)
    return Panel(of.number, width, seconds, _at_once(of, running, snapshot.at), shown)


def _ended_bar(result: CheckResult, of: _Pass, snapshot: Snapshot, width: float) -> Bar:
    began, took = result.started_at, result.duration
    on = of.came_back.get(result.item_id)
    if on is None and (at := _abandoned_since(result, of, snapshot)) is not None:
        # One that a stop gave up has a result that says only when that was.
        on = snapshot.at - began - took
        began, took = at, took + began - at
    bar = _bar(result.item_id, result.outcome, began - of.began, took, width)
    room = max(1 - bar.start - bar.length, 0.0)
    return bar if on is None else bar._replace(goes_on=min(max(on, 0.0) / width, room))


def _abandoned_since(result: CheckResult, of: _Pass, snapshot: Snapshot) -> float | None:
    """When the check began whose end this is, if it was given up and is still at work."""
    item = snapshot.items.get(result.item_id)
    if item is None or not item.abandoned or item.started_at is None:
        return None
    return item.started_at if of.began <= item.started_at <= result.started_at else None


def _bar(item_id: str, outcome: Outcome | None, start: float, length: float, width: float) -> Bar:
    begins = max(start, 0.0) / width
    length = max(length, 0.0)
    return Bar(item_id, outcome, begins, min(length / width, max(1 - begins, 0.0)), length)


def _at_once(of: _Pass, running: dict[str, float], now: float) -> int:
    """How many checks ran at the same time, at most: those that begin less those that ended."""
    steps = [(began, 1) for began in running.values()]
    for result in of.results.values():
        if result.outcome is not Outcome.SKIPPED:
            steps.append((result.started_at, 1))
            steps.append((result.started_at + max(result.duration, 1e-9), -1))
    most = at_work = 0
    for _, step in sorted(steps):
        at_work += step
        most = max(most, at_work)
    return most
