"""The owner thread: it reads the mailbox, asks the engine what to do, and does it."""

import threading

from checker_lab.core.mail import Mail
from checker_lab.core.owner import BaseOwner, Shared
from checker_lab.threads.crew import ThreadCrew
from checker_lab.threads.mailbox import ThreadMailbox

__all__ = ["ThreadOwner"]


class ThreadOwner(BaseOwner):
    """An owner in a thread of its own: a daemon, like its workers."""

    _mailbox: ThreadMailbox[Mail]
    _crew: ThreadCrew

    def __init__(self, shared: Shared) -> None:
        super().__init__(shared)
        self._crew = ThreadCrew(self._mailbox, self._clock)
        self._has_ended = threading.Event()
        self._thread = threading.Thread(target=self._live, name="checker_lab owner", daemon=True)

    def start(self) -> None:
        self._thread.start()

    @property
    def is_alive(self) -> bool:
        # A Ctrl-C may have prevented its start.
        has_started = self._thread.ident is not None or self._thread.is_alive()
        return has_started and not self._has_ended.is_set() and super().is_alive

    @property
    def is_current(self) -> bool:
        """Whether it is the calling thread."""
        return self._thread is threading.current_thread()

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until it has ended, but at most `timeout` seconds; return whether it has."""
        # Not only join(): before Python 3.13, a Ctrl-C there marks a thread that lives as ended.
        if self._has_ended.wait(timeout):
            self._thread.join()
            return True
        return False

    def _live(self) -> None:
        try:
            with self._on_duty():
                while not self.is_over:
                    self._take_turn()
        finally:
            self._crew.close()
            self._has_ended.set()

    def _take_turn(self) -> None:
        late = self._read_mail()
        # A thread cannot be stopped from outside: all late checks are abandoned, and run on.
        unstoppable = self._crew.abandon(late)
        wake_at = self._carry_out(self._decide(unstoppable))
        if not self.is_over:
            self._mailbox.wait(wake_at)
