"""The mailbox of a watch: the checker's events and the request to stop arrive in one place."""

import queue
from collections.abc import Callable
from datetime import datetime
from typing import NamedTuple

from checker_lab.core.events import Event

__all__ = ["TimedEvent", "WatchMailbox"]


class TimedEvent(NamedTuple):
    """An event, and the local time of day at which the checker reported it."""

    at: datetime
    event: Event


class WatchMailbox:
    """Any thread and any signal handler may put something in; one thread reads.

    Args:
        now: the time of day.
    """

    def __init__(self, now: Callable[[], datetime] = datetime.now) -> None:
        self.is_stopped = False
        self._now = now
        # A signal handler interrupts its own thread, perhaps in the middle of a `get()`. With the
        # Condition of `queue.Queue` it would wait for itself; SimpleQueue.put() is reentrant.
        self._queue: queue.SimpleQueue[TimedEvent | None] = queue.SimpleQueue()

    def put(self, event: Event) -> None:
        """Put in an event: the `on_event` of a checker. It never blocks the checker's owner."""
        self._queue.put(TimedEvent(self._now(), event))

    def stop(self) -> None:
        """Ask for a stop; you may call it more than once."""
        self.is_stopped = True
        self._queue.put(None)

    def take(self, within: float = 0.0) -> list[TimedEvent]:
        """Return all events, the oldest first; wait up to `within` real seconds for the first."""
        messages = []
        try:
            messages.append(self._queue.get(timeout=max(within, 0.0)))
            while True:
                messages.append(self._queue.get_nowait())
        except queue.Empty:
            return [message for message in messages if message is not None]
