"""The mailbox of the owner task: any thread may send, and one task waits."""

import asyncio
import threading
from collections import deque
from typing import Generic, TypeVar

from checker_lab.core.clock import Clock

__all__ = ["AsyncMailbox"]

T = TypeVar("T")


class AsyncMailbox(Generic[T]):
    """An unbounded queue to the owner, which waits without blocking its event loop."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        # Guards everything below: mail comes from tasks of the loop and from other threads.
        self._lock = threading.Lock()
        self._items: deque[T] = deque()
        self._waiter: asyncio.Future[None] | None = None

    def send(self, item: T) -> None:
        """Put `item` in and wake the owner. Thread-safe; it never waits."""
        with self._lock:
            self._items.append(item)
            waiter, self._waiter = self._waiter, None
        if waiter is not None:
            _wake(waiter)

    def send_first(self, item: T) -> None:
        """Put `item` before all others. Only the owner may call it, so nothing is woken."""
        with self._lock:
            self._items.appendleft(item)

    def drain(self) -> list[T]:
        """Remove and return everything inside, oldest first, without waiting."""
        with self._lock:
            items = list(self._items)
            self._items.clear()
            return items

    async def wait(self, deadline: float | None) -> None:
        """Wait until there is mail, or the deadline (in seconds on the clock) has come.

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
                if self._waiter is waiter:  # otherwise its loop was closed, and another task waits
                    self._waiter = None

    def renew_locks(self) -> None:
        """After a fork, replace the locks: the threads that held them exist only in the parent."""
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
        pass  # the loop and its owner have ended; the mail stays inside for the next owner


def _finish(waiter: "asyncio.Future[None]") -> None:
    if not waiter.done():
        waiter.set_result(None)
