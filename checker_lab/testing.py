"""For tests and lessons: a clock that you move by hand, and items that follow a script."""

import asyncio
import threading
import time
from collections.abc import Callable
from enum import Enum

from checker_lab.core.clock import SteppedClock, is_due
from checker_lab.core.events import CheckEnded, Event
from checker_lab.core.health import Health, HealthCheck, Status
from checker_lab.core.lines import line
from checker_lab.core.results import CheckResult
from checker_lab.core.validate import check_wait

__all__ = [
    "HANG",
    "AsyncScripted",
    "EventLog",
    "ManualClock",
    "Scripted",
    "Step",
    "wait_until",
    "wait_until_async",
]

BOUND = 10.0
"""Maximum wait for a condition, in real seconds."""

POLL = 0.001


def wait_until(condition: Callable[[], object], within: float = BOUND) -> None:
    """Wait until `condition()` is true.

    Args:
        condition: called repeatedly until it returns something true.
        within: maximum wait, in real seconds.

    Raises:
        TimeoutError: it did not become true in time.
    """
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() >= deadline:
            raise TimeoutError(f"still not true after {within:g} s: {condition}")
        time.sleep(POLL)


async def wait_until_async(condition: Callable[[], object], within: float = BOUND) -> None:
    """Wait until `condition()` is true, as `wait_until` does, while other tasks run."""
    deadline = time.monotonic() + within
    while not condition():
        if time.monotonic() >= deadline:
            raise TimeoutError(f"still not true after {within:g} s: {condition}")
        await asyncio.sleep(POLL)


class ManualClock(SteppedClock):
    """A clock that stands still until you move it, for threads and tasks.

    `advance(5)` moves it by five seconds and rings all alarms that are due on the way, in order. It
    does not wait for the threads and tasks that it wakes: call `wait_until()` for that.

    Args:
        start: the first moment, in seconds.
    """

    def advance(self, seconds: float) -> None:
        """Move the clock forward by `seconds`.

        Raises:
            ValueError, TypeError: `seconds` is not a finite number, 0 or more.
        """
        self._advance_to(self.now() + check_wait(seconds, "seconds"))

    def sleep(self, seconds: float) -> None:
        """Block this thread until `seconds` have passed."""
        condition = threading.Condition()
        deadline = self.now() + check_wait(seconds, "seconds")
        with condition:
            while not is_due(deadline, self.now()):
                self.wait(condition, deadline)

    async def sleep_async(self, seconds: float) -> None:
        """Suspend this task until `seconds` have passed."""
        woken = asyncio.Event()
        when = self.now() + check_wait(seconds, "seconds")
        alarm = self.call_at(when, woken.set, asyncio.get_running_loop())
        try:
            await woken.wait()
        finally:
            alarm.cancel()


class _Hang(Enum):
    HANG = "hang"

    def __repr__(self) -> str:
        return "HANG"


HANG = _Hang.HANG
"""A step of a script: hang until `release()`, and ignore cancellation."""

Step = bool | str | HealthCheck | BaseException | _Hang | Callable[[], object]


class _Script:
    """What both kinds of scripted items share: the steps, and the counts of calls."""

    def __init__(self, item_id: str, *steps: Step) -> None:
        self.id = item_id
        self.steps: tuple[Step, ...] = steps or (True,)
        # Guards the counts below: checks run in many threads.
        self._lock = threading.Lock()
        self.started = 0
        self.ended = 0
        self.most_at_once = 0

    def _begin(self) -> Step:
        with self._lock:
            step = self.steps[min(self.started, len(self.steps) - 1)]
            self.started += 1
            self.most_at_once = max(self.most_at_once, self.started - self.ended)
            return step

    def _end(self) -> None:
        with self._lock:
            self.ended += 1

    def _answer(self, step: Step) -> Health:
        if isinstance(step, BaseException):
            raise step.with_traceback(None)
        if isinstance(step, str):
            return HealthCheck(self.id, Status(step))
        return step  # type: ignore[return-value]

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(map(repr, (self.id, *self.steps)))})"


class Scripted(_Script):
    """An item whose checks follow a script, for `ThreadedChecker`.

    Args:
        item_id: its id.
        steps: one step per check; the last one repeats, and without any, each check returns True.
            A check returns a step that is a bool, a status ("pass", "warn", "fail") or a
            HealthCheck, raises an exception, calls a function and returns its answer, and hangs at
            `HANG` until `release()`.

    `started` and `ended` count its checks; `most_at_once` is how many ran concurrently at most.
    """

    def __init__(self, item_id: str, *steps: Step) -> None:
        super().__init__(item_id, *steps)
        self._released = threading.Event()

    def health(self) -> Health:
        """Take the next step of the script."""
        step = self._begin()
        try:
            if step is HANG:
                self._released.wait()
                return True
            return step() if callable(step) else self._answer(step)  # type: ignore[return-value]
        finally:
            self._end()

    def release(self) -> None:
        """Let all checks that hang, now or later, return True."""
        self._released.set()


class AsyncScripted(_Script):
    """An item whose checks follow a script, for `AsyncChecker`; see `Scripted`.

    A step may also be an `async def`: it is awaited and, unlike `HANG`, can be cancelled.
    """

    def __init__(self, item_id: str, *steps: Step) -> None:
        super().__init__(item_id, *steps)
        self._is_released = False
        self._hanging: list[asyncio.Event] = []

    async def health(self) -> Health:
        """Take the next step of the script."""
        step = self._begin()
        try:
            if step is HANG:
                await self._hang()
                return True
            if not callable(step):
                return self._answer(step)
            answer = step()
            return await answer if asyncio.iscoroutine(answer) else answer  # type: ignore[return-value]
        finally:
            self._end()

    def release(self) -> None:
        """Let all checks that hang, now or later, return True; call it in their event loop."""
        self._is_released = True
        for released in self._hanging:
            released.set()

    async def _hang(self) -> None:
        released = asyncio.Event()
        self._hanging.append(released)
        while not self._is_released:
            try:
                await released.wait()
            except asyncio.CancelledError:
                pass  # a task should never do this; here it shows what happens then
        self._hanging.remove(released)


class EventLog:
    """Records all events: pass it as `on_event=`. Any thread may read it while it grows."""

    def __init__(self) -> None:
        self.events: list[Event] = []

    def __call__(self, event: Event) -> None:
        self.events.append(event)

    @property
    def results(self) -> list[CheckResult]:
        """The results of all checks so far, in the order of their ends."""
        return [event.result for event in list(self.events) if isinstance(event, CheckEnded)]

    @property
    def lines(self) -> list[str]:
        """The lines that `print_event` would have printed so far."""
        return [text for event in list(self.events) if (text := line(event)) is not None]
