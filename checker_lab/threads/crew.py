"""The crew in threads: workers that take checks from a channel."""

import threading
from contextvars import copy_context

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.examine import REMOVED, examine
from checker_lab.core.mail import CheckReturned, CheckStarted, Mailbox
from checker_lab.threads.channel import Channel

__all__ = ["ThreadCrew"]


class ThreadCrew:
    """Threads that take checks from one channel and report to the owner's mailbox.

    Each owner has a crew of its own: a thread lives on without a reference to it, so an abandoned
    check needs no crew. They are daemons: a hung check never keeps the interpreter alive.
    """

    def __init__(self, mailbox: Mailbox, clock: Clock) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._work: Channel[Check] = Channel()
        self._workers: set[threading.Thread] = set()
        # Popping a check from here decides how it ends: its worker pops it when it returns, the
        # owner pops it to abandon it. dict.pop() is atomic, so only one of them succeeds.
        self._running: dict[Check, threading.Thread] = {}

    def start(self, checks: list[Check], workers: int) -> list[Check]:
        """Start `checks` with at least `workers` workers; return those that cannot be started."""
        for check in checks:
            self._work.send(check)
        while len(self._workers) < workers and self._hire():
            pass
        return [] if self._workers else self.take_back()

    def abandon(self, checks: list[Check]) -> list[Check]:
        """Abandon `checks`; return those that have not returned by themselves.

        A thread cannot be killed. The worker of an abandoned check finishes it, reports that, and
        ends; a new worker may take its place.
        """
        abandoned = []
        for check in checks:
            worker = self._running.pop(check, None)
            if worker is not None:
                self._workers.discard(worker)
                abandoned.append(check)
        return abandoned

    def take_back(self) -> list[Check]:
        """Take back the checks that no worker has taken from the channel."""
        return self._work.drain()

    def dismiss(self) -> None:
        """Wait for all workers except those of abandoned checks."""
        self.close()
        for worker in self._workers:
            worker.join()
        self._workers.clear()

    def forget_all(self) -> None:
        """Drop the checks in flight, because the owner died; each worker ends after its check."""
        self._running.clear()

    def close(self) -> None:
        """Let each worker end as soon as it has no check, without waiting for it."""
        self._work.close()

    def _hire(self) -> bool:
        worker = threading.Thread(target=self._work_on, name="checker_lab worker", daemon=True)
        try:
            worker.start()
        except RuntimeError:  # no thread can be started: make do with the workers there are
            return False
        self._workers.add(worker)
        return True

    def _work_on(self) -> None:
        me = threading.current_thread()
        for check in self._work:
            self._running[check] = me
            self._mailbox.send(CheckStarted(check, self._clock.now()))
            # In a copy of the context, as in a task: no check sees context variables of another.
            finding = REMOVED if check.entry.removed else copy_context().run(examine, check.item)
            returned = CheckReturned(check, self._clock.now(), finding)
            was_abandoned = self._running.pop(check, None) is None
            self._mailbox.send(returned)
            if was_abandoned:
                return
