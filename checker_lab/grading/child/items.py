"""Items that do what a probe wants in each check, and record when they were checked."""

import asyncio
import contextlib
from asyncio import Future
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Lock
from typing import Any

from checker_lab.grading.child.clock import now, pause
from checker_lab.grading.child.guarded import guarded
from checker_lab.grading.child.timeline import CheckTimeline, ObservedCheck

__all__ = ["Act", "AsyncItem", "Gate", "Item", "async_sleep"]

# Taken from the standard library before the learner's code is loaded, which may replace them.
async_sleep = asyncio.sleep
_current_task = asyncio.current_task
_running_loop = asyncio.get_running_loop
_Cancelled = asyncio.CancelledError


class Gate:
    """Holds checks up until it is opened. Any thread may open it."""

    def __init__(self) -> None:
        self._event = Event()
        # Guards the opening, and the futures for which tasks wait, each of its own event loop.
        self._lock = Lock()
        self._futures: list[Future[None]] = []

    def open(self) -> None:
        with self._lock:
            self._event.set()
            futures, self._futures = self._futures, []
        for future in futures:
            with contextlib.suppress(RuntimeError):  # the loop is closed, and its tasks are gone
                future.get_loop().call_soon_threadsafe(_end, future)

    def wait(self) -> None:
        self._event.wait()

    async def wait_async(self) -> None:
        future = _running_loop().create_future()
        with self._lock:
            if self._event.is_set():
                return
            self._futures.append(future)
        await future


def _end(future: "Future[None]") -> None:
    if not future.done():
        future.set_result(None)


@dataclass(frozen=True, slots=True)
class Act:
    """What one check does: sleep, wait at a gate, then raise an error or return an answer.

    Attributes:
        seconds: how long it sleeps.
        gate: where it waits.
        error: makes the error that it raises.
        answer: what it returns.
    """

    seconds: float = 0.0
    gate: Gate | None = None
    error: Callable[[], BaseException] | None = None
    answer: Any = True

    def end(self) -> Any:
        """Raise the error, or return the answer."""
        if self.error is not None:
            raise self.error()
        return self.answer


@guarded("timeline", "script", counters=("calls",), methods=("_start",))
@dataclass(eq=False)
class Item:
    """An item with a plain `health()`.

    Attributes:
        id: its id.
        timeline: where its checks are recorded.
        script: the acts of its first check, its second, ...; the last one also serves all later
            checks.
        calls: how many checks have started.
    """

    id: str
    timeline: CheckTimeline = field(repr=False)
    script: tuple[Act, ...] = field(default=(Act(),), repr=False)
    calls: int = field(default=0, repr=False)

    def act(self, number: int) -> Act:
        """Return what its check with this number does."""
        return self.script[min(number, len(self.script)) - 1]

    def health(self) -> Any:
        check, act = self._start(None)
        try:
            if act.seconds:
                pause(act.seconds)
            if act.gate is not None:
                act.gate.wait()
            return act.end()
        finally:
            check.ended_at = now()

    def _start(self, task: object) -> tuple[ObservedCheck, Act]:
        self.calls += 1
        number = self.calls
        return self.timeline.start(self.id, number, task), self.act(number)


class AsyncItem(Item):
    """An item with an `async def health()`."""

    async def health(self) -> Any:
        check, act = self._start(_current_task())
        try:
            if act.seconds:
                await async_sleep(act.seconds)
            if act.gate is not None:
                await act.gate.wait_async()
            return act.end()
        except _Cancelled:
            check.was_cancelled = True
            raise
        finally:
            check.ended_at = now()
