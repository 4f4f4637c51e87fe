"""The mailbox of the owner task: any thread may send, and one task waits."""

import asyncio
import threading
from collections import deque
from typing import Generic, TypeVar

from checker_lab.core.clock import Clock

__all__ = ["AsyncMailbox"]

T = TypeVar("T")


class AsyncMailbox(Generic[T]):
    """What an unbounded `Channel` is to the owner thread, for the owner task."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Guards all that follows: mail comes from the loop's tasks and from other threads.
        self._lock = threading.Lock()
        self._items: deque[T] = deque()
        self._waiter: asyncio.Future[None] | None = None

    def send(self, item: T) -> None:
        """Put `item` in, and wake the receiver; any thread may do so, and never waits."""
        with self._lock:
            self._items.append(item)
            waiter, self._waiter = self._waiter, None
        if waiter is not None:
            _wake(waiter)

    def send_first(self, item: T) -> None:
        """Put `item` before all others; for the receiver itself, which it does not wake."""
        with self._lock:
            self._items.appendleft(item)

    def drain(self) -> list[T]:
        """Take out all that is there now, oldest first, without waiting."""
        with self._lock:
            items = list(self._items)
            self._items.clear()
            return items

    async def wait(self, deadline: float | None) -> None:
        """Wait until mail is there, or the deadline (seconds on the clock) has come.

        It takes at least one turn of the event loop, so that endless mail starves no other task.
        """
        loop = asyncio.get_running_loop()
        waiter = loop.create_future()
        with self._lock:
            has_mail = bool(self._items)
            if not has_mail:
                self._waiter = waiter
        if has_mail:
            await asyncio.sleep(0)
            return
        timer = None
        if deadline is not None:
            timer = self._clock.call_at(deadline, lambda: _finish(waiter), loop)
        try:
            await waiter
        finally:
            if timer is not None:
                timer.cancel()
            with self._lock:
                if self._waiter is waiter:  # not so when its loop was closed, and another waits
                    self._waiter = None

    def renew_locks(self) -> None:
        """In the child of a fork: those who held the lock or waited have stayed in the parent."""
        self._lock = threading.Lock()
        self._waiter = None

    def __len__(self) -> int:
        return len(self._items)

    def __repr__(self) -> str:
        return f"<AsyncMailbox, {len(self._items)} inside>"


def _wake(waiter: "asyncio.Future[None]") -> None:
    loop = waiter.get_loop()
    if asyncio._get_running_loop() is loop:
        _finish(waiter)
        return
    try:
        loop.call_soon_threadsafe(_finish, waiter)
    except RuntimeError:
        pass  # the loop is closed, its owner is gone, and the mail waits for the next one


def _finish(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)
