"""The engine of a shard: it decides like every engine, and leaves the statistics to the client."""

from collections.abc import Callable, Iterable

from checker_lab.cluster.commands import ShardSettings
from checker_lab.cluster.reports import ShardState
from checker_lab.core.checks import Pass, Reply
from checker_lab.core.engine import Engine
from checker_lab.core.errors import CheckerError
from checker_lab.core.events import Event
from checker_lab.core.mail import Mail
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.threads.checker import AHEAD

__all__ = ["ShardEngine", "SlotEntry"]

FOREVER = 1e9
"""Seconds between passes by the timetable: after the first, the client starts each pass."""


class SlotEntry(Entry):
    """The item in one slot, whose number is its id. Its results are not kept here."""

    __slots__ = ()

    def __init__(self, slot: int, item: object) -> None:
        self.item_id = str(slot)
        self.item = item
        self.removed = False

    def record(self, result: CheckResult) -> None:
        pass


class ShardEngine(Engine):
    """Decides for the checks of one shard, without an event for each check that passed.

    Args:
        shard: its number.
        settings: of its checker.
        on_passed: called with pass number, id, start and duration (seconds) of a check that passed.
    """

    def __init__(
        self,
        shard: int,
        settings: ShardSettings,
        on_passed: Callable[[int, str, float, float], None],
    ) -> None:
        super().__init__(
            interval=FOREVER,
            timeout=settings.timeout,
            max_concurrent=settings.max_concurrent,
            max_abandoned=settings.max_abandoned,
            ahead=AHEAD if settings.kind == "threads" else 0,
        )
        self._shard = shard
        self._on_passed = on_passed

    @property
    def is_busy(self) -> bool:
        """Is a check in flight, or waiting for its turn?"""
        return bool(self._waiting or self._in_flight)

    def state(self) -> ShardState:
        """What the shard is doing now."""
        # Not by `started`, which looks at the checks that wait too: it is asked for 50 times a
        # second, and a hundred thousand may wait.
        checks = (*self._in_flight, *self._abandoned)
        started_at = [
            (int(check.item_id), check.started_at)
            for check in checks
            if check.started_at is not None
        ]
        return ShardState(self._shard, len(self._in_flight), started_at, self.abandoned_slots)

    @property
    def abandoned_slots(self) -> list[int]:
        """The slots whose abandoned checks still run, oldest first."""
        return [int(item_id) for item_id in self.abandoned_ids]

    def settle(self, mail: Iterable[Mail], now: float) -> list[Event]:
        """Take in mail while there is no owner: late returns, mostly. Return the events."""
        self.handle(mail, now)
        return self.take_events()

    # Commands take effect in their order, so a pass that is due starts before the next command.

    def _add(self, now: float, entry: Entry) -> None:
        # But items that were sent with a pass are part of it.
        if not self._asked:
            self.advance(now)
        super()._add(now, entry)

    def _remove(self, now: float, entry: Entry) -> None:
        self.advance(now)
        super()._remove(now, entry)

    def _check_now(self, now: float, reply: Reply | None) -> None:
        self.advance(now)
        super()._check_now(now, reply)

    def _conclude(
        self,
        entry: Entry,
        of: Pass,
        outcome: Outcome,
        started_at: float,
        duration: float,
        error: CheckerError | None = None,
        output: str = "",
    ) -> None:
        if outcome is not Outcome.PASS or output:
            super()._conclude(entry, of, outcome, started_at, duration, error, output)
            return
        self._on_passed(of.number, entry.item_id, started_at, duration)
        of.remaining -= 1
        if not of.remaining:
            self._end_pass(of, started_at + duration)
