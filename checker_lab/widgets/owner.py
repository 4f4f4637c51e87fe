"""The owner of a view: the one thread that paints it, and does what the clicks ask for."""

import threading
import time
from collections.abc import Callable, Sequence
from typing import NamedTuple

from checker_lab.channel import Channel
from checker_lab.errors import ChannelClosedError, ChannelTimeoutError
from checker_lab.model import Event

__all__ = ["ViewOwner"]

PERIOD = 0.1
"""Seconds for which it collects what comes before it acts and paints: ten paints a second at most.

A click needs them too. The browser sends what was typed, and then the click; the kernel may handle
the two in the other order, so who looks at once may find the field as it was before."""

IDLE = 1.0
"""Seconds after which it looks again though nothing has come: not all that changes is an event."""


class Act(NamedTuple):
    """From a click: do this."""

    do: Callable[[], object]


Mail = Event | Act


class ViewOwner:
    """Owns a view as the owner of the checks owns the engine: all comes by one mailbox.

    Args:
        paint: called in this thread with the events since the last paint.
        show_trouble: called there with what went wrong, as its last act.
    """

    def __init__(
        self,
        paint: Callable[[Sequence[Event]], object],
        show_trouble: Callable[[Exception], object],
    ) -> None:
        self._paint = paint
        self._show_trouble = show_trouble
        self._mailbox: Channel[Mail] = Channel()
        self._thread = threading.Thread(target=self._live, name="checker_lab view", daemon=True)

    def start(self) -> None:
        """Paint for the first time, and go on."""
        self._thread.start()

    def tell(self, event: Event) -> None:
        """Paint this event soon; any thread may call it, and none waits."""
        self._post(event)

    def ask(self, act: Callable[[], object]) -> None:
        """Call `act` soon, then paint; any thread may call it, and none waits."""
        self._post(Act(act))

    def close(self) -> None:
        """Do what was asked for, and end; return when the thread has ended. Twice is fine."""
        self._mailbox.close()
        if threading.current_thread() is not self._thread:
            self._thread.join()

    def _post(self, mail: Mail) -> None:
        try:
            self._mailbox.send(mail)
        except ChannelClosedError:
            pass  # a click on a view that is being closed

    def _live(self) -> None:
        try:
            self._own()
        except Exception as error:
            self._mailbox.close()  # so that what nobody will read is not kept
            self._show_trouble(error)
            raise

    def _own(self) -> None:
        """Act, paint, and wait for mail, until the mailbox is closed and empty."""
        mail: list[Mail] = []
        while True:
            for act in mail:
                if isinstance(act, Act):
                    act.do()
            self._paint([event for event in mail if not isinstance(event, Act)])
            try:
                mail = self._collect()
            except ChannelClosedError:
                return

    def _collect(self) -> list[Mail]:
        try:
            first = self._mailbox.receive(IDLE)
        except ChannelTimeoutError:
            return []
        time.sleep(PERIOD)
        return [first, *self._mailbox.drain()]
