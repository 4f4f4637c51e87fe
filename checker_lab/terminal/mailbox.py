"""The mailbox of the program: the events of the checker, and the wish to stop, in one place."""

import queue
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from checker_lab.core.events import Event

__all__ = ["Mailbox", "Told"]


class Told(NamedTuple):
    """An event, and the time of day when it was told."""

    at: datetime
    event: Event


class Mailbox:
    """Anybody may put something in, from any thread and from a signal handler; one reads.

    Args:
        now: the time of day.
    """

    def __init__(self, now: Callable[[], datetime] = datetime.now) -> None:
        self.is_stopped = False
        self._now = now
        # A signal handler interrupts its own thread, which may be in the middle of a `get()`: with
        # a Condition, as in `queue.Queue`, it would wait for itself. SimpleQueue is made for that.
        self._queue: queue.SimpleQueue[Told | None] = queue.SimpleQueue()

    def hear(self, event: Event) -> None:
        """Put in an event: for `on_event`. It waits for nobody, so the owner does not either."""
        self._queue.put(Told(self._now(), event))

    def stop(self) -> None:
        """Ask for a stop; more than once is fine."""
        self.is_stopped = True
        self._queue.put(None)

    def take(self, within: float = 0.0) -> list[Told]:
        """All that is there, the oldest first; wait `within` real seconds for something to come."""
        messages = []
        try:
            messages.append(self._queue.get(timeout=max(within, 0.0)))
            while True:
                messages.append(self._queue.get_nowait())
        except queue.Empty:
            return [message for message in messages if message is not None]
