"""The owner task: it alone reads the mailbox, asks the engine what to do, and does it."""

import asyncio
import os
import threading
from collections.abc import Callable, Collection

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.errors import SkipReason
from checker_lab.core.events import Stopped
from checker_lab.core.examine import REMOVED, examine_async
from checker_lab.core.listeners import Listeners
from checker_lab.core.mail import CheckReturned, CheckStarted, Mail, Stop
from checker_lab.core.results import StopReport
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["TaskOwner"]

TURNS = 16
"""Turns of the event loop that a cancelled task gets to end in."""


class TaskOwner:
    """Owns the engine for one run, or while somebody waits for a `check()` without one.

    `is_run`: `run()` was called. `is_ending`: a stop was asked for. `is_over`: it has nothing more
    to do than to end. All three change with the checker's lock held.
    """

    def __init__(
        self,
        engine: Engine,
        mailbox: AsyncMailbox[Mail],
        lock: threading.RLock,
        clock: Clock,
        listeners: Listeners,
        tasks: dict[Check, "asyncio.Task[None]"],
        retire: Callable[["TaskOwner"], None],
    ) -> None:
        self.is_run = False
        self.is_ending = False
        self.is_over = False
        self.report = StopReport(ended=True)
        self.forget_context: Callable[[], None] = _nothing
        self._has_retired = False
        self._pid = os.getpid()
        self.loop = asyncio.get_running_loop()
        self.task = self.loop.create_task(self._live(), name="checker_lab owner")
        self._engine = engine
        self._mailbox = mailbox
        self._lock = lock
        self._clock = clock
        self._listeners = listeners
        self._retire = retire
        # The checker keeps the tasks too: an abandoned one outlives its owner, and the event loop
        # lets go of a task that nobody else holds.
        self._tasks = tasks
        self._cancelled: list[str] = []

    @property
    def is_alive(self) -> bool:
        """Can it still act? Not when its loop was closed under it, nor in the child of a fork."""
        return not (self.task.done() or self.loop.is_closed()) and os.getpid() == self._pid

    async def _live(self) -> None:
        try:
            await self._own()
        except BaseException:
            self.bury()
            raise

    def bury(self) -> None:
        """Give back what a dead owner owned, unless it was given back: another may have it now."""
        with self._lock:
            if not self._has_retired:
                self._tasks.clear()
                self._engine.forget_all(self._clock.now())
                self._give_back()

    def _give_back(self) -> None:
        self._has_retired = True
        self._retire(self)

    async def _own(self) -> None:
        """Read the mail, act, and wait for more, until there is nothing more to own."""
        was_cancelled: asyncio.CancelledError | None = None
        while not self.is_over:
            try:
                await self._take_turn()
            except asyncio.CancelledError as error:
                # Whoever ends the loop cancels its tasks, the owner among them: a stop, then, which
                # goes before what the cancelled checks have sent.
                was_cancelled = error
                self._mailbox.send_first(Stop(0.0))
        if was_cancelled is not None:
            raise was_cancelled

    async def _take_turn(self) -> None:
        late = self._read_mail()
        await self._cancel(late)
        with self._lock:
            ready = self._decide(late)
            events, replies = self._engine.take_events(), self._engine.take_replies()
        self._start(ready)
        self._listeners.notify(events)
        self._end_if_nothing_is_left()
        for reply, results in replies:
            reply.send(results)
        if not self.is_over:
            await self._mailbox.wait(self._engine.wake_at())

    def _read_mail(self) -> list[Check]:
        """Take in the mail, begin the passes that are due, and return the checks to cancel."""
        with self._lock:
            engine, now = self._engine, self._clock.now()
            engine.handle(self._mailbox.drain(), now)
            engine.advance(now)
            if not engine.is_stop_due(now):
                return engine.overdue(now)
            late = engine.in_flight
            self._cancelled += [check.item_id for check in late]
            return late

    async def _cancel(self, checks: list[Check]) -> None:
        """Cancel the tasks, and let them end: one that does not, swallows its cancellation."""
        for check in checks:
            self._tasks[check].cancel()
        for _ in range(TURNS):
            if all(check not in self._tasks or self._tasks[check].done() for check in checks):
                return
            await asyncio.sleep(0)

    def _decide(self, late: Collection[Check]) -> list[Check]:
        engine, now = self._engine, self._clock.now()
        # More may have come meanwhile, and a pass that was asked for would wait for the next mail.
        engine.handle(self._mailbox.drain(), now)
        engine.advance(now)
        for check in late:
            task = self._tasks.get(check)
            if task is None:
                continue  # it has ended, and its mail was handled
            if task.done():  # cancelled before its first step
                del self._tasks[check]
                engine.withdraw(check, now, SkipReason.STOPPED)
            else:
                engine.abandon(check, now)
        return engine.hand_out(now)

    def _start(self, ready: list[Check]) -> None:
        for check in ready:
            self._tasks[check] = self.loop.create_task(self._work_on(check))

    async def _work_on(self, check: Check) -> None:
        self._mailbox.send(CheckStarted(check, self._clock.now()))
        finding = REMOVED if check.entry.removed else await examine_async(check.item)
        del self._tasks[check]
        self._mailbox.send(CheckReturned(check, self._clock.now(), finding))

    def _end_if_nothing_is_left(self) -> None:
        """Tell that the run has ended, and give the engine back."""
        with self._lock:
            self.is_over = self._engine.may_rest(self.is_run, bool(len(self._mailbox)))
            if self.is_over and not self.is_run:
                self._give_back()
        if not self.is_over:
            return
        abandoned = self._engine.abandoned_ids
        still_there = set(abandoned)
        cancelled = tuple(item_id for item_id in self._cancelled if item_id not in still_there)
        self.report = StopReport(True, cancelled, abandoned)
        if self.is_run:
            self._listeners.notify([Stopped(self.report, self._listeners.language)])
            with self._lock:
                self._give_back()


def _nothing() -> None:
    """There is no context to forget."""
