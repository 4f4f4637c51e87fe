"""The mailbox of the owner thread: any thread may send, and one thread waits."""

import threading
from typing import TypeVar

from checker_lab.threads.channel import Channel

__all__ = ["ThreadMailbox"]

T = TypeVar("T")


class ThreadMailbox(Channel[T]):
    """An unbounded channel to the owner, with a `wait()` that leaves the mail inside."""

    def wait(self, deadline: float | None) -> None:
        """Wait until there is mail, or the deadline (in seconds on the clock) has come.

        The owner takes the mail out later, under the checker's lock. If this took it out, a fork
        in between would lose it: fork() does not copy the owner thread with its local variables.
        """
        with self._lock:
            self._wait_for_item(deadline)

    def renew_locks(self) -> None:
        """After a fork, replace the locks: the threads that held them exist only in the parent."""
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._receivers = 0
