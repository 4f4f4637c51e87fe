"""A pass, from the moment when it is due until its last check has returned."""

import asyncio
import gc
import threading
import time
from collections.abc import Callable

from benchmarks.items import Idle, IdleAsync
from checker_lab import AsyncChecker, Event, PassEnded, ThreadedChecker

__all__ = ["Countdown", "due_tasks", "due_threads"]

BOUND = 120.0
NEVER = 1e9


class Countdown:
    """Counts calls from any thread, and lets a caller wait for the last of them."""

    def __init__(self, times: int) -> None:
        self._lock = threading.Lock()
        self._left = times
        self._done = threading.Event()

    def __call__(self, event: object = None) -> None:
        with self._lock:
            self._left -= 1
            if not self._left:
                self._done.set()

    def wait(self) -> None:
        assert self._done.wait(BOUND), f"{self._left} calls have not come"


def due_threads(count: int) -> float:
    """Return the seconds that the first pass of a run takes."""
    passed = Countdown(1)
    items = [Idle(number) for number in range(count)]
    checker = ThreadedChecker(items, timeout=5, interval=NEVER, on_event=_at_the_end(passed))
    gc.collect()
    started_at = time.perf_counter()
    checker.run()
    passed.wait()
    took = time.perf_counter() - started_at
    checker.stop()
    return took


async def due_tasks(count: int) -> float:
    """The same in asyncio."""
    passed = asyncio.Event()
    items = [IdleAsync(number) for number in range(count)]
    checker = AsyncChecker(items, timeout=5, interval=NEVER, on_event=_at_the_end(passed.set))
    gc.collect()
    started_at = time.perf_counter()
    checker.run()
    await asyncio.wait_for(passed.wait(), BOUND)
    took = time.perf_counter() - started_at
    await checker.stop()
    return took


def _at_the_end(call: Callable[[], None]) -> Callable[[Event], None]:
    def hear(event: Event) -> None:
        if isinstance(event, PassEnded):
            call()

    return hear
