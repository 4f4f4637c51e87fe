"""Items to be checked, which do what the grader wants and note when they were asked."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event

from checker_lab.grading.child.timeline import Check, Timeline, now, pause

__all__ = ["Act", "AsyncItem", "Gate", "Item", "async_sleep"]

async_sleep = asyncio.sleep
_current_task = asyncio.current_task
_Cancelled = asyncio.CancelledError
# A check that hangs in asyncio looks at its gate so often, in seconds: no loop owns the gate.
LOOK = 0.004
# No check hangs for longer than this: the process is not there any more by then.
LONGEST = 60.0


class Gate:
    """Holds checks up until it is opened."""

    def __init__(self) -> None:
        self._event = Event()

    def open(self) -> None:
        self._event.set()

    def wait(self) -> None:
        self._event.wait(LONGEST)

    async def wait_async(self) -> None:
        while not self._event.is_set():
            await async_sleep(LOOK)


@dataclass(frozen=True, slots=True)
class Act:
    """What a check does: it works for some seconds, waits at a gate, and raises or returns True."""

    seconds: float = 0.0
    gate: Gate | None = None
    error: Callable[[], BaseException] | None = None

    def end(self) -> bool:
        if self.error is not None:
            raise self.error()
        return True


@dataclass(eq=False)
class Item:
    """An item with a plain `health()`.

    Args:
        id: its id.
        timeline: where its checks are noted.
        script: what its first check does, its second, ...; the last one counts for all later ones.
    """

    id: str
    timeline: Timeline = field(repr=False)
    script: tuple[Act, ...] = (Act(),)
    asked: int = field(default=0, repr=False)

    def health(self) -> bool:
        check, act = self._begin(None)
        try:
            if act.seconds:
                pause(act.seconds)
            if act.gate is not None:
                act.gate.wait()
            return act.end()
        finally:
            check.ended = now()

    def _begin(self, task: object) -> tuple[Check, Act]:
        self.asked += 1
        number = self.asked
        act = self.script[min(number, len(self.script)) - 1]
        return self.timeline.begin(self.id, number, task), act


class AsyncItem(Item):
    """An item with an `async def health()`."""

    async def health(self) -> bool:  # type: ignore[override]
        check, act = self._begin(_current_task())
        try:
            if act.seconds:
                await async_sleep(act.seconds)
            if act.gate is not None:
                await act.gate.wait_async()
            return act.end()
        except _Cancelled:
            check.how = "cancelled"
            raise
        finally:
            check.ended = now()
