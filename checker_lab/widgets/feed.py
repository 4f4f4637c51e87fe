"""The feed: what a checker tells, for as many views as want to hear it."""

import threading
from collections import deque
from collections.abc import Callable

from checker_lab.model import Event

__all__ = ["Feed"]

KEPT = 200
"""Events that a view hears of though they were told before it was made."""


class Feed:
    """Hands the events of one checker on; give it to the checker as `on_event=`.

    The owner of the checks calls it, so it must not keep the owner waiting: a listener only puts
    the event somewhere, and whoever has time for it takes it from there.
    """

    def __init__(self) -> None:
        # Guards both; it is held while listeners are called, so that one that was taken back
        # hears nothing more, and all hear all in one order.
        self._lock = threading.Lock()
        self._recent: deque[Event] = deque(maxlen=KEPT)
        self._listeners: dict[object, Callable[[Event], object]] = {}

    def __call__(self, event: Event) -> None:
        with self._lock:
            self._recent.append(event)
            for listener in self._listeners.values():
                listener(event)

    def listen(self, listener: Callable[[Event], object]) -> Callable[[], None]:
        """Call `listener` with the latest events, then with each to come; return what undoes this.

        Any thread may call it. The listener runs in the thread of the checker's owner, and must
        neither block nor raise.
        """
        key = object()
        with self._lock:
            for event in self._recent:
                listener(event)
            self._listeners[key] = listener
        return lambda: self._forget(key)

    def _forget(self, key: object) -> None:
        with self._lock:
            self._listeners.pop(key, None)
