"""Time is a parameter: what a program asks of a clock, and the clock of this machine."""

import asyncio
import threading
import time
from collections.abc import Callable
from typing import Protocol

__all__ = ["NANOSECOND", "SYSTEM_CLOCK", "Clock", "SystemClock", "Timer", "is_due"]

NANOSECOND = 1e-9


def is_due(when: float, now: float) -> bool:
    """Has the moment `when` come? Sums of float seconds are off by less than a nanosecond."""
    return now >= when - NANOSECOND


class Timer(Protocol):
    """A call to come, which can be cancelled."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """Seconds that only grow, and two ways to wait for them: one for threads, one for calls."""

    def now(self) -> float:
        """Seconds since some fixed moment."""
        ...

    def wait(self, condition: threading.Condition, deadline: float | None) -> None:
        """Wait, holding `condition`, until it is notified or the deadline has come.

        It may return sooner for no reason, as `Condition.wait()` may: look again, and wait again.
        """
        ...

    def call_at(
        self,
        when: float,
        callback: Callable[[], object],
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> Timer:
        """Call `callback` once at `when`: in `loop`, if given, else in a thread of the clock.

        Source: Go's `time.AfterFunc`.
        """
        ...


class SystemClock:
    """The monotonic clock of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def wait(self, condition: threading.Condition, deadline: float | None) -> None:
        condition.wait(None if deadline is None else _seconds_until(deadline))

    def call_at(
        self,
        when: float,
        callback: Callable[[], object],
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> Timer:
        if loop is not None:
            return loop.call_later(_seconds_until(when), callback)
        timer = threading.Timer(_seconds_until(when), callback)
        timer.name = "checker_lab timer"
        timer.daemon = True
        timer.start()
        return timer

    def __repr__(self) -> str:
        return "SYSTEM_CLOCK"


def _seconds_until(when: float) -> float:
    # Longer waits than TIMEOUT_MAX (centuries) are an OverflowError of `threading`.
    return min(max(when - time.monotonic(), 0.0), threading.TIMEOUT_MAX)


SYSTEM_CLOCK = SystemClock()
