"""The mailbox of the owner thread: a channel at which it waits without taking the mail out."""

import threading
from typing import TypeVar

from checker_lab.threads.channel import Channel

__all__ = ["ThreadMailbox"]

T = TypeVar("T")


class ThreadMailbox(Channel[T]):
    """An unbounded channel to one owner."""

    def wait(self, deadline: float | None) -> None:
        """Wait until mail is there, or the deadline (seconds on the clock) has come.

        The mail stays inside until the owner holds the checker's lock: a fork in between would
        lose what an owner keeps on its own stack, since it copies no other thread.
        """
        with self._lock:
            self._wait_for_item(deadline)

    def renew_locks(self) -> None:
        """In the child of a fork: those who held the locks or waited have stayed in the parent."""
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._receivers = 0
