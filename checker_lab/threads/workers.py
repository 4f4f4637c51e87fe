"""The crew of a threaded run: worker threads, and the channel from which they take checks."""

import threading

from checker_lab.core.checks import Check
from checker_lab.core.clock import Clock
from checker_lab.core.examine import REMOVED, examine
from checker_lab.core.mail import CheckReturned, CheckStarted, Mail
from checker_lab.threads.channel import Channel

__all__ = ["Crew"]


class Crew:
    """Threads that take checks from one channel, and report to the owner's mailbox.

    They are daemons: a hung check never keeps the interpreter alive.
    """

    def __init__(self, mailbox: Channel[Mail], clock: Clock) -> None:
        self._mailbox = mailbox
        self._clock = clock
        self._work: Channel[Check] = Channel()
        self._workers: set[threading.Thread] = set()
        # Whoever pops a check from here decides how it ends: its worker, by coming back with it,
        # or the owner, by giving it up. dict.pop is one step, so both cannot.
        self._at_work: dict[Check, threading.Thread] = {}

    def start(self, checks: list[Check], wanted: int) -> bool:
        """Hand out `checks`, to `wanted` workers at least; False if there is no worker at all."""
        for check in checks:
            self._work.send(check)
        while len(self._workers) < wanted and self._hire():
            pass
        return bool(self._workers) or not checks

    def take_back(self) -> list[Check]:
        """Take back the checks that no worker has taken yet."""
        return self._work.drain()

    def abandon(self, check: Check) -> bool:
        """Wait for this check no more; False if it has come back, or was not begun yet.

        No thread can be killed. Its worker goes on with the check, reports when it comes back, and
        ends: a new one may take its place.
        """
        worker = self._at_work.pop(check, None)
        if worker is None:
            return False
        self._workers.discard(worker)
        return True

    def dismiss(self) -> None:
        """Let the workers end, and wait for all but those whose checks were given up."""
        self._work.close()
        for worker in self._workers:
            worker.join()
        self._workers.clear()

    def _hire(self) -> bool:
        worker = threading.Thread(target=self._work_on, name="checker_lab worker", daemon=True)
        try:
            worker.start()
        except RuntimeError:  # the machine has no thread left to give: do with those there are
            return False
        self._workers.add(worker)
        return True

    def _work_on(self) -> None:
        me = threading.current_thread()
        for check in self._work:
            self._at_work[check] = me
            self._mailbox.send(CheckStarted(check, self._clock.now()))
            finding = REMOVED if check.entry.removed else examine(check.item)
            ended = CheckReturned(check, self._clock.now(), finding)
            was_given_up = self._at_work.pop(check, None) is None
            self._mailbox.send(ended)
            if was_given_up:
                return
