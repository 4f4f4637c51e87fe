"""The crew of a run in threads: workers, and the channel from which they take checks."""

import threading
from contextvars import copy_context

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.examine import REMOVED, examine
from checker_lab.core.mail import CheckReturned, CheckStarted, Mailbox
from checker_lab.threads.channel import Channel

__all__ = ["ThreadCrew"]


class ThreadCrew:
    """Threads that take checks from one channel, and report to the owner's mailbox.

    They are daemons: a hung check never keeps the interpreter alive.
    """

    def __init__(self, mailbox: Mailbox, clock: Clock) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._work: Channel[Check] = Channel()
        self._workers: set[threading.Thread] = set()
        # Who pops a check from here decides how it ends: its worker, when it returns, or the owner,
        # who abandons it. dict.pop() is one step, so they cannot both pop it.
        self._running: dict[Check, threading.Thread] = {}

    def start(self, checks: list[Check], workers: int) -> list[Check]:
        """Hand out `checks` to at least `workers` workers; return those that found no worker."""
        for check in checks:
            self._work.send(check)
        while len(self._workers) < workers and self._hire():
            pass
        return [] if self._workers else self.take_back()

    def abandon(self, checks: list[Check]) -> list[Check]:
        """Stop waiting for `checks`; return those that have not come back by themselves.

        No thread can be killed. The worker of an abandoned check goes on with it, reports when it
        returns, and ends: a new worker may take its place.
        """
        abandoned = []
        for check in checks:
            worker = self._running.pop(check, None)
            if worker is not None:
                self._workers.discard(worker)
                abandoned.append(check)
        return abandoned

    def take_back(self) -> list[Check]:
        """Take back the checks that no worker has taken yet."""
        return self._work.drain()

    def dismiss(self) -> None:
        """Wait until all workers have ended but those of abandoned checks."""
        self.close()
        for worker in self._workers:
            worker.join()
        self._workers.clear()

    def forget_all(self) -> None:
        """The owner died: each worker ends when its check returns."""
        self._running.clear()

    def close(self) -> None:
        """Let each worker end as soon as it has no check; wait for none."""
        self._work.close()

    def _hire(self) -> bool:
        worker = threading.Thread(target=self._work_on, name="checker_lab worker", daemon=True)
        try:
            worker.start()
        except RuntimeError:  # the machine has no thread left: do with the workers there are
            return False
        self._workers.add(worker)
        return True

    def _work_on(self) -> None:
        me = threading.current_thread()
        for check in self._work:
            self._running[check] = me
            self._mailbox.send(CheckStarted(check, self._clock.now()))
            # In a context of its own, as each task has one: no check sees the variables of another.
            finding = REMOVED if check.entry.removed else copy_context().run(examine, check.item)
            returned = CheckReturned(check, self._clock.now(), finding)
            was_abandoned = self._running.pop(check, None) is None
            self._mailbox.send(returned)
            if was_abandoned:
                return
