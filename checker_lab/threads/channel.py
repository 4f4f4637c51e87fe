"""Go's channel, made of one Condition and a deque. It knows nothing of checkers."""

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
        capacity: maximum number of items inside; None for no limit. 0 is Go's unbuffered channel:
            a send waits for its receiver.
        clock: measures the timeouts.

    Raises:
        ValueError: the capacity is negative.
        TypeError: the capacity is not a whole number.
    """

    def __init__(self, capacity: int | None = None, *, clock: Clock = SYSTEM_CLOCK) -> None:
        self.capacity = check_capacity(capacity)
        self._clock = clock
        # The lock guards everything below. Notify `_changed` after each change.
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._items: deque[T] = deque()
        self._receivers = 0
        self._closed = False

    def send(self, item: T, timeout: float | None = None) -> None:
        """Put `item` in as soon as there is room. Go: `channel <- item`.

        Args:
            item: what to send.
            timeout: seconds to wait for room; None to wait forever, 0 not to wait.

        Raises:
            ChannelClosedError: the channel is closed, or was closed during the wait.
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
        """Remove and return the oldest item as soon as there is one. Go: `<-channel`.

        Args:
            timeout: seconds to wait for an item; None to wait forever, 0 not to wait.

        Raises:
            ChannelClosedError: the channel is closed and empty.
            ChannelTimeoutError: no item came in time.
        """
        with self._lock:
            if not self._wait_for_item(self._deadline(timeout)):
                raise ChannelTimeoutError(f"nothing to receive within {timeout:g} s: {self!r}")
            item = self._items.popleft()
            if self.capacity is not None:
                self._changed.notify_all()
            return item

    def drain(self) -> list[T]:
        """Remove and return everything inside, oldest first, without waiting."""
        with self._lock:
            items = list(self._items)
            self._items.clear()
            if self.capacity is not None:
                self._changed.notify_all()
            return items

    def close(self) -> None:
        """Refuse further sends; remaining items can still be received. Idempotent."""
        with self._lock:
            self._closed = True
            self._changed.notify_all()

    @property
    def closed(self) -> bool:
        """Whether `close()` has been called."""
        return self._closed

    def __len__(self) -> int:
        return len(self._items)

    def __bool__(self) -> bool:
        # Not `bool(len(self))`: `if channel:` asks whether there is a channel, even an empty one.
        return True

    def __iter__(self) -> Iterator[T]:
        """Receive until the channel is closed and empty. Go: `for item := range channel`."""
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
        # Each waiting receiver makes room for one more item. With capacity 0 there is no other.
        return self.capacity is None or len(self._items) < self.capacity + self._receivers

    def _wait_for_item(self, deadline: float | None) -> bool:
        """Wait until there is an item; return False if the deadline comes first."""
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
            # A Ctrl-C may hit the receiver that was woken for an item: wake another one for it.
            self._changed.notify()
            raise
        finally:
            self._receivers -= 1

    def _wake_one(self) -> None:
        # Without a limit only receivers wait, and one of them is enough for one item. With a limit
        # senders wait on the same Condition, and notify() could wake one of those: wake all.
        if self.capacity is not None:
            self._changed.notify_all()
        elif self._receivers:
            self._changed.notify()

    def _deadline(self, timeout: float | None) -> float | None:
        return None if timeout is None else self._clock.now() + check_wait(timeout)
