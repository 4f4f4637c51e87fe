"""The owner thread: it alone reads the mailbox, asks the engine what to do, and does it."""

import os
import threading
from collections.abc import Callable

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.engine import Engine
from checker_lab.core.errors import SkipReason
from checker_lab.core.events import Stopped
from checker_lab.core.listeners import Listeners
from checker_lab.core.mail import Mail
from checker_lab.core.results import StopReport
from checker_lab.threads.mailbox import ThreadMailbox
from checker_lab.threads.workers import Crew

__all__ = ["ThreadOwner"]


class ThreadOwner:
    """Owns the engine for one run, or while somebody waits for a `check()` without one.

    `is_run`: `run()` was called. `is_ending`: a stop was asked for. `is_over`: it has nothing more
    to do than to end. All three change with the checker's lock held.
    """

    def __init__(
        self,
        engine: Engine,
        mailbox: ThreadMailbox[Mail],
        lock: threading.RLock,
        clock: Clock,
        listeners: Listeners,
        retire: Callable[["ThreadOwner"], None],
    ) -> None:
        self.is_run = False
        self.is_ending = False
        self.is_over = False
        self.report = StopReport(ended=True)
        self.forget_context: Callable[[], None] = _nothing
        self._has_ended = threading.Event()
        self._has_retired = False
        self._pid = os.getpid()
        self.thread = threading.Thread(target=self._live, name="checker_lab owner", daemon=True)
        self._engine = engine
        self._mailbox = mailbox
        self._lock = lock
        self._clock = clock
        self._listeners = listeners
        self._retire = retire
        self._crew = Crew(mailbox, clock)
        self._mail_is_sure = False

    def _live(self) -> None:
        try:
            self._own()
        except BaseException:
            self.bury()
            raise
        finally:
            self._has_ended.set()

    @property
    def is_alive(self) -> bool:
        """Can it still act? Not in the child of a fork, which copies all this, but no thread."""
        # A Ctrl-C may have come before it was started.
        has_started = self.thread.ident is not None or self.thread.is_alive()
        return has_started and not self._has_ended.is_set() and os.getpid() == self._pid

    def wait(self, timeout: float | None = None) -> bool:
        """Has it ended, `timeout` seconds from now at the latest?"""
        # Not by join() alone: before Python 3.13 a Ctrl-C there marks a thread as ended that lives.
        if self._has_ended.wait(timeout):
            self.thread.join()
            return True
        return False

    def bury(self) -> None:
        """Give back what a dead owner owned, unless it was given back: another may have it now."""
        with self._lock:
            if not self._has_retired:
                self._engine.forget_all(self._clock.now())
                self._give_back()

    def _give_back(self) -> None:
        self._has_retired = True
        self._retire(self)

    def _own(self) -> None:
        """Read the mail, act, and wait for more, until there is nothing more to own."""
        while not self.is_over:
            with self._lock:
                ready = self._decide()
                events, replies = self._engine.take_events(), self._engine.take_replies()
            can_wait = self._start(ready)
            self._listeners.notify(events)
            self._end_if_nothing_is_left()
            for reply, results in replies:
                reply.send(results)
            if can_wait and not self.is_over:
                self._wait_for_mail()

    def _decide(self) -> list[Check]:
        engine, now = self._engine, self._clock.now()
        engine.handle(self._mailbox.drain(), now)
        if engine.stopping:
            self._take_back(now, SkipReason.STOPPED)
        engine.advance(now)
        late = engine.in_flight if engine.is_stop_due(now) else engine.overdue(now)
        abandoned = [self._abandon(check, now) for check in late]
        self._mail_is_sure = not all(abandoned)
        if engine.workers <= 0:
            self._take_back(now, SkipReason.NO_WORKER)
        return engine.hand_out(now)

    def _abandon(self, check: Check, now: float) -> bool:
        """A thread cannot be cancelled, only given up; not if it has come back just now."""
        is_given_up = self._crew.abandon(check)
        if is_given_up:
            self._engine.abandon(check, now)
        return is_given_up

    def _take_back(self, now: float, reason: SkipReason) -> None:
        for check in self._crew.take_back():
            self._engine.withdraw(check, now, reason)

    def _start(self, ready: list[Check]) -> bool:
        wanted = min(self._engine.workers, len(self._engine.in_flight))
        if self._crew.start(ready, wanted):
            return True
        with self._lock:
            self._take_back(self._clock.now(), SkipReason.NO_WORKER)
        return False

    def _wait_for_mail(self) -> None:
        # A check that could not be given up is about to report: then only its mail can help.
        self._mailbox.wait(None if self._mail_is_sure else self._engine.wake_at())

    def _end_if_nothing_is_left(self) -> None:
        """Let the workers end, tell that the run has ended, and give the engine back."""
        with self._lock:
            self.is_over = self._engine.may_rest(self.is_run, bool(len(self._mailbox)))
            if self.is_over and not self.is_run:
                self._give_back()
        if not self.is_over:
            return
        self._crew.dismiss()
        self.report = StopReport(ended=True, abandoned=self._engine.abandoned_ids)
        if self.is_run:
            self._listeners.notify([Stopped(self.report, self._listeners.language)])
            with self._lock:
                self._give_back()


def _nothing() -> None:
    """There is no context to forget."""
