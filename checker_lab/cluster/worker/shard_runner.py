"""A shard on its worker: a checker like any other, whose passes begin when the client says so."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from checker_lab.cluster.commands import Settings
from checker_lab.cluster.pickling import unpack_item
from checker_lab.cluster.reports import Closed, UnderWay
from checker_lab.cluster.worker.followed_clock import FollowedClock
from checker_lab.cluster.worker.outbox import PassNumbers, ShardNews
from checker_lab.cluster.worker.shard_engine import ShardEngine, Unrecorded
from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.events import Event
from checker_lab.core.mail import AddItem, CheckNow, Mail, RemoveItem
from checker_lab.core.registry import Registry
from checker_lab.core.results import StopReport
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.tasks.crew import TaskCrew
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.testing import wait_until
from checker_lab.threads.checker import AHEAD, ThreadedChecker
from checker_lab.threads.mailbox import ThreadMailbox

__all__ = ["ShardRunner"]

FOREVER = 1e9
"""Seconds between passes of its own: it has none but the first, since the client begins them."""


class ShardRunner:
    """The checker of one shard. In it, an item's id is the number of its slot.

    Args:
        shard: its number.
        settings: of the checker.
        clock: of the checker.
        loop: in which tasks run.
        wake: called, in any thread, when there is something to report.
    """

    def __init__(
        self,
        shard: int,
        settings: Settings,
        clock: Clock,
        loop: asyncio.AbstractEventLoop | None,
        wake: Callable[[], None],
    ) -> None:
        self.shard = shard
        self.kind = settings.kind
        self._loop = loop
        self._wake = wake
        # In the event loop nothing may ask the client for the time, who answers there.
        self._now = clock.told if isinstance(clock, FollowedClock) else clock.now
        self._numbers = PassNumbers()
        self.news = ShardNews(shard, self._numbers, wake)
        self._engine = ShardEngine(
            self.news.passed,
            interval=FOREVER,
            timeout=settings.timeout,
            max_concurrent=settings.max_concurrent,
            max_abandoned=settings.max_abandoned,
            ahead=AHEAD if loop is None else 0,
        )
        kind: Any = _ThreadShard if loop is None else _TaskShard
        self.checker: Any = kind(self._engine, clock, self.news.hear)
        self._held: list[tuple[int, object]] = []
        self._seen = UnderWay(shard, 0, [], [])
        self._is_closing = self._has_told_closed = False

    # What the client orders

    def add(self, slots: Iterable[int], items: Iterable[bytes], *, at_once: bool) -> None:
        """Take items in, to be checked at once or from the next pass on."""
        is_async = self._loop is not None
        for slot, packed in zip(slots, items, strict=True):
            self._held.append((slot, unpack_item(packed, is_async)))
        if at_once:
            with self.checker._lock:
                self._post_held()

    def _post_held(self) -> None:
        held, self._held = self._held, []
        for slot, item in held:
            self.checker._post(
                AddItem(self.checker._state.registry.register(Unrecorded(str(slot), item)))
            )

    def remove(self, slot: int) -> None:
        """Check the item in this slot no more."""
        checker = self.checker
        with checker._lock:
            checker._post(RemoveItem(checker._state.registry.remove(str(slot))))

    def begin(self, pass_number: int) -> None:
        """Begin a pass, which has this number in the cluster."""
        checker = self.checker
        self._is_closing = self._has_told_closed = False
        with checker._lock:
            self._numbers.begin(pass_number)
            checker._owner_now()
            if checker._state.is_run:
                # The pass first: what comes after it, before it has begun, is in it. What comes
                # before it is checked at once.
                checker._post(CheckNow(None))
                self._post_held()
                return
            self._post_held()
        self._run()

    def _run(self) -> None:
        checker = self.checker
        if self._loop is None:
            checker.run()
        else:
            asyncio.run_coroutine_threadsafe(_run(checker), self._loop).result()
        with checker._lock:
            is_empty = not len(checker._state.registry)
        if is_empty:
            # What is added next comes after this pass, and not into it.
            wait_until(lambda: self._engine.pass_number >= self._numbers.begun)

    def limit(self, timeout: float | None) -> None:
        """A check may take so many seconds."""
        self.checker.timeout = timeout

    def close(self, grace: float) -> None:
        """Stop, wait for nothing, and tell how its checks have ended."""
        with self.checker._lock:
            # The client may order it again before it hears of the first, to give less grace.
            self._is_closing = not self._has_told_closed
            self.end(grace)
        self._wake()

    def end(self, grace: float) -> None:
        """Stop, and wait for nothing; nobody asks how its checks end."""
        checker = self.checker
        with checker._lock:
            owner = checker._owner_now()
            if owner is not None:
                checker._post_stop(owner, grace)

    # What the client is told

    @property
    def is_busy(self) -> bool:
        """Is a check under way, or waits for its turn?"""
        return bool(self._engine.waiting or self._engine.in_flight)

    @property
    def is_closed(self) -> bool:
        """Have its checks ended after `close()`, and was that not reported yet?"""
        return self._is_closing and not self._engine.has_work

    def look(self) -> UnderWay:
        """What it is at, or was at when its owner was last not busy."""
        # Never waits: the owner may hold the lock while it waits for the event loop that looks.
        if self.checker._lock.acquire(blocking=False):
            try:
                self._seen = self._look()
            finally:
                self.checker._lock.release()
        return self._seen

    def _look(self) -> UnderWay:
        checker, engine = self.checker, self._engine
        if checker._owner_now() is None:  # what was abandoned may have come back since
            engine.handle(checker._mailbox.drain(), self._now())
            for event in engine.take_events():
                self.news.hear(event)
        in_hand = engine.in_flight
        checks = (*in_hand, *engine._abandoned)
        began = [
            (int(check.item_id), check.started_at)
            for check in checks
            if check.started_at is not None
        ]
        abandoned = [int(item_id) for item_id in engine.abandoned_ids]
        return UnderWay(self.shard, len(in_hand), began, abandoned)

    def closed(self) -> Closed | None:
        """How its checks have ended, once, after `close()`; the next `look()` is as new as that."""
        if not self.is_closed or not self.checker._lock.acquire(blocking=False):
            return None
        try:
            self._seen = self._look()
            if self.news.pending:
                return None
            engine = self._engine
            report = self.news.stopped or StopReport(True, abandoned=engine.abandoned_ids)
            self._numbers.begun = engine.pass_number
        finally:
            self.checker._lock.release()
        self._is_closing, self._has_told_closed, self.news.stopped = False, True, None
        cancelled, abandoned = ([int(each) for each in ids] for ids in report[1:])
        return Closed(self.shard, cancelled, abandoned)


class _ThreadShard(ThreadedChecker):
    def __init__(self, engine: Engine, clock: Clock, on_event: Callable[[Event], object]) -> None:
        mailbox: ThreadMailbox[Mail] = ThreadMailbox(clock=clock)
        BaseChecker.__init__(self, engine, mailbox, Registry(), clock, on_event)


class _TaskShard(AsyncChecker):
    def __init__(self, engine: Engine, clock: Clock, on_event: Callable[[Event], object]) -> None:
        mailbox: AsyncMailbox[Mail] = AsyncMailbox(clock)
        self._crew = TaskCrew(mailbox, clock)
        BaseChecker.__init__(self, engine, mailbox, Registry(), clock, on_event)


async def _run(checker: AsyncChecker) -> None:
    checker.run()
