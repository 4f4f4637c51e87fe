"""Small programs to put under schedules: each a class, and functions that share one of it."""

import asyncio
import threading
from collections.abc import Callable


class Naive:
    """Bug: add() reads, builds and stores, and another add() may run in between."""

    def __init__(self) -> None:
        self.items: list[str] = []

    def add(self, item: str) -> None:
        items = self.items
        self.items = items + [item]  # noqa: RUF005 (read and store are two lines on purpose)


class Locked(Naive):
    """The fix: add() holds the lock from the read to the store."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = threading.Lock()

    def add(self, item: str) -> None:
        with self._lock:
            super().add(item)


def add_a(shared: Naive) -> None:
    shared.add("a")


def add_b(shared: Naive) -> None:
    shared.add("b")


ADDS: dict[str, Callable[[Naive], None]] = {"A": add_a, "B": add_b}


def nothing_lost(shared: Naive) -> bool:
    return sorted(shared.items) == ["a", "b"]


class TwoLocks:
    """Bug: two threads that take the locks in different orders may deadlock."""

    def __init__(self) -> None:
        self.first = threading.Lock()
        self.second = threading.Lock()

    def forwards(self) -> None:
        with self.first, self.second:
            pass

    def backwards(self) -> None:
        with self.second, self.first:
            pass


class LostWakeUp:
    """Bug: wait() tests the flag without the lock, so the notification may come before the wait."""

    def __init__(self) -> None:
        self.is_set = False
        self.changed = threading.Condition()

    def wait(self) -> None:
        if not self.is_set:
            with self.changed:
                self.changed.wait()

    def set(self) -> None:
        self.is_set = True
        with self.changed:
            self.changed.notify_all()


class FixedWakeUp(LostWakeUp):
    """The fix: test and wait with the lock held, and test again."""

    def wait(self) -> None:
        with self.changed:
            while not self.is_set:
                self.changed.wait()

    def set(self) -> None:
        with self.changed:
            self.is_set = True
            self.changed.notify_all()


class AsyncNaive:
    """Bug: add() awaits between reading and storing."""

    def __init__(self) -> None:
        self.items: list[str] = []

    async def add(self, item: str) -> None:
        items = self.items
        await asyncio.sleep(0)
        self.items = items + [item]  # noqa: RUF005 (read and store are two steps on purpose)


class AsyncLocked(AsyncNaive):
    """The fix: add() holds the lock from the read to the store."""

    def __init__(self) -> None:
        super().__init__()
        self._lock = asyncio.Lock()

    async def add(self, item: str) -> None:
        async with self._lock:
            await super().add(item)


async def async_add_a(shared: AsyncNaive) -> None:
    await shared.add("a")


async def async_add_b(shared: AsyncNaive) -> None:
    await shared.add("b")


ASYNC_ADDS = {"A": async_add_a, "B": async_add_b}


def nothing_lost_async(shared: AsyncNaive) -> bool:
    return sorted(shared.items) == ["a", "b"]
