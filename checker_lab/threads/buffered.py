"""A listener that may be slow: a thread of its own calls it."""

import threading
from collections import deque
from collections.abc import Callable

from checker_lab.core.events import Event
from checker_lab.core.language import choose_language
from checker_lab.core.lines import listener_failed
from checker_lab.core.listeners import report_failure, wants_passes
from checker_lab.core.validate import check_count, check_listener, check_wait

__all__ = ["BufferedListener"]


class BufferedListener:
    """Calls a slow listener in another thread, so that it does not delay the next pass.

        ThreadedChecker(items, on_event=BufferedListener(send_alert))

    The thread lives only while events wait. It reports errors of the listener on stderr.

    Args:
        listener: called with one event at a time, in their order.
        limit: maximum number of waiting events; more are dropped and counted.

    Attributes:
        dropped: number of events that were dropped.

    Raises:
        ValueError, TypeError: an argument is invalid; the message says what is allowed.
    """

    def __init__(self, listener: Callable[[Event], object], *, limit: int = 1000) -> None:
        check_listener(listener, "a listener")
        self.wants_passes = wants_passes(listener)
        self.dropped = 0
        self._listener = listener
        self._limit = check_count("limit", limit, 1)
        # Guards everything below, and `dropped`.
        self._changed = threading.Condition()
        self._waiting: deque[Event] = deque()
        # Invariant: while it is true, a thread takes what waits.
        self._is_delivering = False

    def __call__(self, event: Event) -> None:
        """Take an event, and return immediately."""
        with self._changed:
            if len(self._waiting) >= self._limit:
                self.dropped += 1
                return
            self._waiting.append(event)
            if not self._is_delivering:
                # A daemon: a listener that hangs does not keep the program from ending.
                threading.Thread(
                    target=self._deliver, name="checker_lab listener", daemon=True
                ).start()
                self._is_delivering = True

    def wait(self, timeout: float | None = None) -> bool:
        """Wait until the listener has got all events; return whether it has.

        Call it before the program ends: nothing is delivered after that.

        Args:
            timeout: seconds to wait at most.

        Raises:
            ValueError, TypeError: `timeout` is not a finite number of seconds.
        """
        if timeout is not None:
            timeout = min(check_wait(timeout), threading.TIMEOUT_MAX)
        with self._changed:
            return self._changed.wait_for(lambda: not self._is_delivering, timeout)

    def _deliver(self) -> None:
        while (event := self._next()) is not None:
            try:
                self._listener(event)
            except BaseException as error:
                report_failure(
                    listener_failed(error, choose_language(None, "ru"), is_on_event=False)
                )

    def _next(self) -> Event | None:
        with self._changed:
            if self._waiting:
                return self._waiting.popleft()
            self._is_delivering = False
            self._changed.notify_all()
            return None
