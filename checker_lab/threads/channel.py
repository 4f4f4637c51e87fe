"""Go's channel, made of one Condition and a deque."""

import threading
from collections import deque
from collections.abc import Iterator
from typing import Generic, TypeVar

from checker_lab.core.clock import SYSTEM_CLOCK, Clock, is_due
from checker_lab.core.errors import ChannelClosedError, ChannelTimeoutError
from checker_lab.core.validate import check_capacity, check_wait

__all__ = ["Channel"]

T = TypeVar("T")


class Channel(Generic[T]):
    """A queue between threads that can be closed: Go's `chan`.

    Args:
        capacity: items that wait in it at most; None for no limit. 0 is Go's unbuffered channel:
            a send waits for its receiver.
        clock: whose seconds the timeouts are.

    Raises:
        ValueError: the capacity is below 0.
        TypeError: the capacity is no whole number.
    """

    def __init__(self, capacity: int | None = None, *, clock: Clock = SYSTEM_CLOCK) -> None:
        self.capacity = check_capacity(capacity)
        self._clock = clock
        # One lock guards all that follows; `_changed` is notified when any of it changes.
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._items: deque[T] = deque()
        self._receivers = 0
        self._closed = False

    def send(self, item: T, timeout: float | None = None) -> None:
        """Put `item` in, once there is room. Go: `channel <- item`.

        Args:
            item: what to send.
            timeout: seconds to wait for room; None for as long as it takes, 0 not at all.

        Raises:
            ChannelClosedError: the channel is closed, or was closed while this waited.
            ChannelTimeoutError: there was no room in time; nothing was sent.
        """
        with self._lock:
            if self.capacity is not None:
                self._wait_for_room(timeout)
            if self._closed:
                raise ChannelClosedError("send on a closed channel: only senders should close it")
            self._items.append(item)
            self._wake_one()

    def receive(self, timeout: float | None = None) -> T:
        """Take the oldest item out, once there is one. Go: `<-channel`.

        Args:
            timeout: seconds to wait for an item; None for as long as it takes, 0 not at all.

        Raises:
            ChannelClosedError: the channel is closed, and all that was in it has been taken.
            ChannelTimeoutError: nothing came in time.
        """
        with self._lock:
            if not self._wait_for_item(self._deadline(timeout)):
                raise ChannelTimeoutError(f"nothing to receive within {timeout:g} s: {self!r}")
            item = self._items.popleft()
            if self.capacity is not None:
                self._changed.notify_all()
            return item

    def drain(self) -> list[T]:
        """Take out all that is there now, oldest first, and wait for nothing."""
        with self._lock:
            items = list(self._items)
            self._items.clear()
            if self.capacity is not None:
                self._changed.notify_all()
            return items

    def close(self) -> None:
        """Let nothing more in; what is there can still be taken. Closing twice is fine."""
        with self._lock:
            self._closed = True
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Has `close()` been called?"""
        return self._closed

    def __len__(self) -> int:
        return len(self._items)

    def __bool__(self) -> bool:
        # An empty channel is still a channel: `if channel:` asks whether there is one.
        return True

    def __iter__(self) -> Iterator[T]:
        """Receive until the channel is closed and drained. Go: `for item := range channel`."""
        while True:
            try:
                item = self.receive()
            except ChannelClosedError:
                return
            yield item

    def __repr__(self) -> str:
        state = "closed" if self._closed else "open"
        room = "unbounded" if self.capacity is None else f"capacity {self.capacity}"
        return f"<Channel {state}, {len(self._items)} inside, {room}>"

    def _wait_for_room(self, timeout: float | None) -> None:
        deadline = self._deadline(timeout)
        while not self._closed and not self._has_room():
            if deadline is not None and is_due(deadline, self._clock.now()):
                raise ChannelTimeoutError(f"no room to send within {timeout:g} s: {self!r}")
            self._clock.wait(self._changed, deadline)

    def _has_room(self) -> bool:
        # A receiver that waits is room for one item more, which is all the room of capacity 0.
        return self.capacity is None or len(self._items) < self.capacity + self._receivers

    def _wait_for_item(self, deadline: float | None) -> bool:
        """Wait until an item is there; False when the deadline has come first."""
        while not self._items:
            if self._closed:
                raise ChannelClosedError("receive from a closed channel: nothing more will come")
            if deadline is not None and is_due(deadline, self._clock.now()):
                return False
            self._wait_as_receiver(deadline)
        return True

    def _wait_as_receiver(self, deadline: float | None) -> None:
        self._receivers += 1
        if self.capacity == 0:
            self._changed.notify_all()
        try:
            self._clock.wait(self._changed, deadline)
        except BaseException:
            # A Ctrl-C may hit the one that was woken for an item: pass the call on.
            self._changed.notify()
            raise
        finally:
            self._receivers -= 1

    def _wake_one(self) -> None:
        # Without a limit only receivers wait, and one item is for one of them. With a limit senders
        # wait on the same Condition, and a call to the wrong one would be lost: wake all.
        if self.capacity is not None:
            self._changed.notify_all()
        elif self._receivers:
            self._changed.notify()

    def _deadline(self, timeout: float | None) -> float | None:
        return None if timeout is None else self._clock.now() + check_wait(timeout)
