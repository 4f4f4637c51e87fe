"""Items that misbehave in turn: they flap, panic, and hang until they are released."""

import asyncio
import threading
from collections.abc import Callable

from checker_lab import HealthCheck, Status

__all__ = ["AsyncSoakItem", "Gates", "SoakItem"]

HANGING_ONE_IN = 50


class Gates:
    """Where hung checks wait. `open()` releases all that wait now; any thread may call it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._waiting: set[Callable[[], None]] = set()

    def open(self) -> None:
        with self._lock:
            waiting, self._waiting = self._waiting, set()
        for let_go in waiting:
            let_go()

    def __len__(self) -> int:
        return len(self._waiting)

    def wait_at(self, let_go: Callable[[], None]) -> None:
        with self._lock:
            self._waiting.add(let_go)

    def leave(self, let_go: Callable[[], None]) -> None:
        with self._lock:
            self._waiting.discard(let_go)


class _SoakItem:
    """What both kinds share: the next behaviour, and the number of calls."""

    def __init__(self, number: int, gates: Gates) -> None:
        self.id = f"soak-{number}"
        self.calls = 0
        self.returns = 0
        self.hangs = number % HANGING_ONE_IN == 0
        self._number = number
        self._gates = gates

    @property
    def is_under_way(self) -> bool:
        """Whether a call has not returned yet. There is never more than one in flight."""
        return self.calls != self.returns

    def _answer(self) -> bool | HealthCheck:
        turn = self._number + self.calls
        if turn % 7 == 0:
            raise RuntimeError(f"{self.id} panics in call {self.calls}")
        if turn % 7 == 1:
            return HealthCheck(self.id, Status.WARN, f"call {self.calls} was a warning")
        return turn % 2 == 0  # it flaps


class SoakItem(_SoakItem):
    """For threads."""

    def health(self) -> bool | HealthCheck:
        self.calls += 1
        try:
            if self.hangs:
                released = threading.Event()
                self._gates.wait_at(released.set)
                released.wait()
            return self._answer()
        finally:
            self.returns += 1


class AsyncSoakItem(_SoakItem):
    """For asyncio. Every second one that hangs swallows its cancellation."""

    async def health(self) -> bool | HealthCheck:
        self.calls += 1
        try:
            if self.hangs:
                await self._hang()
            return self._answer()
        finally:
            self.returns += 1

    async def _hang(self) -> None:
        loop, released = asyncio.get_running_loop(), asyncio.Event()

        def let_go() -> None:
            loop.call_soon_threadsafe(released.set)

        self._gates.wait_at(let_go)
        swallows = (self._number // HANGING_ONE_IN) % 2 == 0
        try:
            while not released.is_set():
                try:
                    await released.wait()
                except asyncio.CancelledError:
                    if not swallows:
                        raise
        finally:
            self._gates.leave(let_go)
