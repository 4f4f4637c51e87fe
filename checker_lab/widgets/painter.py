"""The painter: the one thread that paints a view and makes the calls that clicks ask for.

It owns its view as the owner of the checks owns the engine: everything comes through one mailbox.
It knows neither the view nor the checker.
"""

import threading
import time
from collections.abc import Callable

from checker_lab.core.errors import ChannelClosedError, ChannelTimeoutError
from checker_lab.threads.channel import Channel

__all__ = ["Painter"]

PERIOD = 0.1
"""Seconds for which it collects messages before it acts and paints: at most ten paints a second.

Clicks need this delay too. The browser sends a text before the click on its button, but the kernel
may handle the two in the other order: a call without delay could find the old text in the field."""

IDLE = 0.5
"""Seconds after which it paints without a message: not every change is an event."""

Call = Callable[[], object]


class Painter:
    """Paints a view in a thread of its own.

    Args:
        paint: called in that thread, after the calls that were asked for.
        show_error: called there with an error that ends the thread, as its last act.
        after: the previous painter, already dismissed. This one starts when that one has ended,
            so that no two paint concurrently.
    """

    def __init__(
        self,
        paint: Call,
        show_error: Callable[[Exception], object],
        after: "Painter | None" = None,
    ) -> None:
        self._paint = paint
        self._show_error = show_error
        self._after = after
        self._mailbox: Channel[Call] = Channel()
        self._will_paint = False
        self._thread = threading.Thread(target=self._live, name="checker_lab view", daemon=True)

    def start(self) -> None:
        """Paint for the first time, and go on."""
        self._thread.start()

    def wake(self) -> None:
        """Paint soon, since something has changed. Any thread may call it; it does not wait."""
        # The order prevents a lost wake-up. The caller stores its news before it reads this flag,
        # and the painter resets the flag before it reads the news. So one message is enough for
        # ten thousand events.
        if not self._will_paint:
            self._will_paint = True
            self.call_soon(nothing)

    def call_soon(self, call: Call) -> None:
        """Make this call soon, then paint. Any thread may call it; it does not wait."""
        try:
            self._mailbox.send(call)
        except ChannelClosedError:
            pass  # a click on a view that is closing

    def dismiss(self) -> None:
        """End after the calls asked for so far. Any thread may call it; it does not wait."""
        self._mailbox.close()

    def close(self) -> None:
        """Dismiss it, and return when its thread has ended. A second call does nothing."""
        self.dismiss()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _live(self) -> None:
        try:
            if self._after is not None:
                self._after.close()
                self._after = None
            self._work()
        except Exception as error:
            self._mailbox.close()  # so that it does not fill up unread
            self._show_error(error)
            raise

    def _work(self) -> None:
        """Call, paint and wait for messages, until the mailbox is closed and empty."""
        calls: list[Call] = []
        while True:
            for call in calls:
                call()
            self._will_paint = False
            self._paint()
            try:
                calls = self._collect()
            except ChannelClosedError:
                return

    def _collect(self) -> list[Call]:
        try:
            first = self._mailbox.receive(IDLE)
        except ChannelTimeoutError:
            return []
        time.sleep(PERIOD)
        return [first, *self._mailbox.drain()]


def nothing() -> None:
    """The call of somebody who only wants a paint."""
