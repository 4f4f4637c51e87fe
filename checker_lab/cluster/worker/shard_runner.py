"""A shard on its worker: a checker like any other, whose passes start when the client says so.

It gives the checker its engine and sends it mail. While there is no owner, it handles that mail
itself, with the lock held.
"""

import asyncio
from collections.abc import Callable, Iterable
from typing import cast

from checker_lab.cluster.commands import ShardSettings
from checker_lab.cluster.pickling import unpack_item
from checker_lab.cluster.reports import ShardClosed, ShardState
from checker_lab.cluster.worker.followed_clock import FollowedClock
from checker_lab.cluster.worker.outbox import Outbox, PassNumbers
from checker_lab.cluster.worker.shard_engine import ShardEngine, SlotEntry
from checker_lab.cluster.worker.shards import TaskShard, ThreadShard
from checker_lab.core.clock import Clock
from checker_lab.core.mail import AddItem, CheckNow, RemoveItem, Stop

__all__ = ["ShardRunner"]


class ShardRunner:
    """Runs the checker of one shard.

    Commands come from one thread at a time; the rest is for the event loop of the worker, and never
    waits.

    Args:
        shard: its number.
        settings: of the checker.
        clock: of the checker.
        loop: the event loop for a checker of tasks; None for one of threads.
        wake: called in any thread when there is something to report.
    """

    def __init__(
        self,
        shard: int,
        settings: ShardSettings,
        clock: Clock,
        loop: asyncio.AbstractEventLoop | None,
        wake: Callable[[], None],
    ) -> None:
        self.shard = shard
        self.kind = settings.kind
        self._loop = loop
        # The client's answer arrives in the event loop, so nothing there may ask for the time.
        self._unasking = clock.unasking if isinstance(clock, FollowedClock) else clock
        self._numbers = PassNumbers()
        self.outbox = Outbox(shard, self._numbers, wake)
        engine = ShardEngine(shard, settings, self.outbox.add_passed)
        kind = ThreadShard if loop is None else TaskShard
        self._checker = kind(engine, clock, self._unasking, self.outbox.hear)
        self.mailbox, self.guarded = self._checker.mailbox, self._checker.guarded
        self._lock = self.guarded.lock
        self._entries: dict[int, SlotEntry] = {}
        self._unsent: list[SlotEntry] = []
        self._state = engine.state()
        self._is_busy = self._has_owner = False
        self._is_closing = self._has_reported_closed = False

    # Commands

    def add(self, slots: Iterable[int], items: Iterable[bytes], *, immediately: bool) -> None:
        """Take in pickled items, to be checked immediately or from the next pass on."""
        is_async = self._loop is not None
        for slot, packed in zip(slots, items, strict=True):
            entry = self._entries[slot] = SlotEntry(slot, unpack_item(packed, is_async))
            self._unsent.append(entry)
        if immediately:
            self._send_items()

    def _send_items(self) -> None:
        entries, self._unsent = self._unsent, []
        for entry in entries:
            self.mailbox.send(AddItem(entry))

    def remove(self, slot: int) -> None:
        """Stop checking the item in this slot."""
        entry = self._entries.pop(slot)
        entry.removed = True
        self.mailbox.send(RemoveItem(entry))

    def start_pass(self, pass_number: int) -> None:
        """Start a pass, which has this number in the cluster."""
        self._is_closing = self._has_reported_closed = False
        self._numbers.start(pass_number)
        with self._lock:
            is_running = self._checker.running
            if is_running:
                # The pass before the items: those that come while it is asked for are part of it,
                # and those that come before would be checked immediately.
                self.mailbox.send(CheckNow(None))
            self._send_items()
        if not is_running:
            self._run()

    def _run(self) -> None:
        if self._loop is None:
            self._checker.run()
        else:
            asyncio.run_coroutine_threadsafe(self._run_in_loop(), self._loop).result()

    async def _run_in_loop(self) -> None:
        self._checker.run()

    def set_timeout(self, timeout: float | None) -> None:
        """From now on a check may take `timeout` seconds; None means no limit."""
        self._checker.timeout = timeout

    def close(self, grace: float) -> None:
        """Stop after `grace` seconds, without waiting; `take_closed()` reports how it ended."""
        # The client may send it twice before it hears of the first, with less grace.
        self._is_closing = not self._has_reported_closed
        self.stop(grace)

    def stop(self, grace: float) -> None:
        """Stop after `grace` seconds, without waiting and without a report."""
        self.mailbox.send(Stop(grace))

    # What the agent reports

    def look(self) -> ShardState:
        """What the shard is doing, or was doing when its owner last let go of the lock."""
        # Waiting is no choice: the owner may hold the lock while it asks for the time, and the
        # answer arrives in the event loop that calls this.
        self._is_busy = self._has_owner = not self._lock.acquire(blocking=False)
        if not self._is_busy:
            try:
                self._look()
            finally:
                self._lock.release()
        return self._state

    @property
    def is_busy(self) -> bool:
        """May the next look find something new, although nothing calls `wake`?"""
        return self._is_busy or self._is_closing

    @property
    def is_closed(self) -> bool:
        """Is there a `ShardClosed` to report, as the last look has found?"""
        return self._is_closing and not self._has_owner

    def take_closed(self) -> ShardClosed | None:
        """Report once how the checks have ended after `close()`, as the last look has found."""
        if not self._is_closing or not self._lock.acquire(blocking=False):
            return None
        try:
            self._look()
            if not self.is_closed or self.outbox.pending:
                return None  # the results come first
            # Passes that were asked for too late have no number here.
            self._numbers.started = self._engine.pass_number
            stopped, self.outbox.stopped = self.outbox.stopped, None
        finally:
            self._lock.release()
        self._is_closing, self._has_reported_closed = False, True
        if stopped is None:
            return ShardClosed(self.shard, [], self._state.abandoned)
        cancelled, abandoned = ([int(item_id) for item_id in ids] for ids in stopped[1:])
        return ShardClosed(self.shard, cancelled, abandoned)

    # With the lock held

    @property
    def _engine(self) -> ShardEngine:
        return cast("ShardEngine", self.guarded.value.engine)

    def _look(self) -> None:
        engine, self._has_owner = self._engine, self.guarded.value.owner is not None
        if not self._has_owner:
            for event in engine.settle(self.mailbox.drain(), self._unasking.now()):
                self.outbox.hear(event)
        self._state = engine.state()
        self._is_busy = engine.is_busy or bool(len(self.mailbox))
