"""The owner of a view: the one thread that paints it, and does what the clicks ask for."""

import threading
import time
from collections.abc import Callable

from checker_lab.core.errors import ChannelClosedError, ChannelTimeoutError
from checker_lab.threads.channel import Channel

__all__ = ["ViewOwner"]

PERIOD = 0.1
"""Seconds for which it collects what comes before it acts and paints: ten paints a second at most.

A click needs them too. The browser sends what was typed, and then the click; the kernel may handle
the two in the other order, so who looks at once may find the field as it was before."""

IDLE = 0.5
"""Seconds after which it looks again though nothing has come: not all that changes is an event."""

Act = Callable[[], object]


class ViewOwner:
    """Owns a view as the owner of the checks owns the engine: all comes by one mailbox.

    Args:
        paint: called in this thread, after what was asked for is done.
        show_trouble: called there with what went wrong, as its last act.
        after: the owner before this one, dismissed: what it still does is done before this begins.
    """

    def __init__(
        self,
        paint: Act,
        show_trouble: Callable[[Exception], object],
        after: "ViewOwner | None" = None,
    ) -> None:
        self._paint = paint
        self._show_trouble = show_trouble
        self._after = after
        self._mailbox: Channel[Act] = Channel()
        self._will_paint = False
        self._thread = threading.Thread(target=self._live, name="checker_lab view", daemon=True)

    def start(self) -> None:
        """Paint for the first time, and go on."""
        self._thread.start()

    def wake(self) -> None:
        """Paint soon, for there is news; any thread may call it, and none waits."""
        # Who tells it puts the news in place first, and it takes them out after it has reset this:
        # so it never sleeps over news, and of ten thousand events one wakes it.
        if not self._will_paint:
            self._will_paint = True
            self.ask(_nothing)

    def ask(self, act: Act) -> None:
        """Call `act` soon, then paint; any thread may call it, and none waits."""
        try:
            self._mailbox.send(act)
        except ChannelClosedError:
            pass  # a click on a view that is being closed

    def dismiss(self) -> None:
        """Let it do what was asked for, and end; any thread may call it, and none waits."""
        self._mailbox.close()

    def close(self) -> None:
        """Dismiss it, and return when its thread has ended. Twice is fine."""
        self.dismiss()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _live(self) -> None:
        try:
            if self._after is not None:
                self._after.close()
                self._after = None
            self._own()
        except Exception as error:
            self._mailbox.close()  # so that what nobody will read is not kept
            self._show_trouble(error)
            raise

    def _own(self) -> None:
        """Act, paint, and wait for mail, until the mailbox is closed and empty."""
        acts: list[Act] = []
        while True:
            for act in acts:
                act()
            self._will_paint = False
            self._paint()
            try:
                acts = self._collect()
            except ChannelClosedError:
                return

    def _collect(self) -> list[Act]:
        try:
            first = self._mailbox.receive(IDLE)
        except ChannelTimeoutError:
            return []
        time.sleep(PERIOD)
        return [first, *self._mailbox.drain()]


def _nothing() -> None:
    """It is woken to paint only."""
