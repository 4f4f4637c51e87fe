"""Clocks: the protocol, the system's clock, and one that moves in steps.

Time is a parameter: no other module of the core may read the system's time.
"""

import asyncio
import heapq
import itertools
import threading
import time
from collections.abc import Callable
from typing import Protocol

__all__ = [
    "NANOSECOND",
    "SYSTEM_CLOCK",
    "Clock",
    "SteppedClock",
    "SystemClock",
    "Timer",
    "is_due",
]

NANOSECOND = 1e-9


def is_due(when: float, now: float) -> bool:
    """Whether `when` has come, give or take a nanosecond: sums of float seconds are not exact."""
    return now >= when - NANOSECOND


class Timer(Protocol):
    """A scheduled call that you can cancel."""

    def cancel(self) -> None: ...


class Clock(Protocol):
    """A monotonic clock, with two ways to wait: block a thread, or schedule a call."""

    def now(self) -> float:
        """Seconds since a fixed moment."""
        ...

    def wall(self) -> float:
        """Seconds since the epoch, for display: they jump when the system's clock is set."""
        ...

    def wait(self, condition: threading.Condition, deadline: float | None) -> None:
        """Wait until `condition` is notified or the deadline has come; the caller holds its lock.

        It may return early, as `Condition.wait()` may: call it in a loop.
        """
        ...

    def call_at(
        self,
        when: float,
        callback: Callable[[], object],
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> Timer:
        """Call `callback` once at `when`: in `loop` if given, otherwise in a thread of the clock.

        Source: Go's `time.AfterFunc`.
        """
        ...


class SystemClock:
    """The monotonic clock of this machine."""

    def now(self) -> float:
        return time.monotonic()

    def wall(self) -> float:
        return time.time()

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
    # `threading` raises OverflowError for waits beyond TIMEOUT_MAX, which is centuries.
    return min(max(when - time.monotonic(), 0.0), threading.TIMEOUT_MAX)


SYSTEM_CLOCK = SystemClock()


class SteppedClock:
    """A clock that stands still until `_advance_to()` moves it.

    Args:
        start: the first moment, in seconds.
    """

    def __init__(self, start: float = 0.0) -> None:
        # Guards everything below. Never ring an alarm while holding it: its callback may set one.
        self._lock = threading.Lock()
        self._now = start
        self._numbers = itertools.count()
        self._alarms: list[tuple[float, int, _Alarm]] = []

    def now(self) -> float:
        """The moment at which the clock stands, in seconds."""
        return self._now

    def wall(self) -> float:
        """The same as `now()`, so that every run of a lesson shows the same times."""
        return self._now

    def wait(self, condition: threading.Condition, deadline: float | None) -> None:
        """As `Clock.wait()`."""
        if deadline is None:
            condition.wait()
            return
        alarm = self._set(deadline, lambda: _notify(condition))
        try:
            # The caller holds the lock, so the alarm cannot notify before this thread waits.
            if not is_due(deadline, self._now):
                condition.wait()
        finally:
            alarm.cancel()

    def call_at(
        self,
        when: float,
        callback: Callable[[], object],
        loop: asyncio.AbstractEventLoop | None = None,
    ) -> Timer:
        """As `Clock.call_at()`; without a loop, the callback runs in the thread that advances."""
        ring = callback if loop is None else lambda: _call_in(loop, callback)
        alarm = self._set(when, ring)
        if is_due(when, self._now):
            alarm.cancel()
            ring()
        return alarm

    @property
    def alarms(self) -> tuple[float, ...]:
        """When the alarms will ring, soonest first."""
        with self._lock:
            return tuple(when for when, _, _ in sorted(self._alarms))

    def __repr__(self) -> str:
        return f"<{type(self).__name__} at {self._now:g} s, {len(self._alarms)} alarms>"

    def _advance_to(self, target: float) -> None:
        while (alarm := self._pop_due(target)) is not None:
            alarm.ring()

    def _set(self, when: float, ring: Callable[[], object]) -> "_Alarm":
        alarm = _Alarm(self._forget, ring)
        with self._lock:
            heapq.heappush(self._alarms, (when, next(self._numbers), alarm))
        return alarm

    def _pop_due(self, target: float) -> "_Alarm | None":
        with self._lock:
            if not self._alarms or not is_due(self._alarms[0][0], target):
                # Under the same lock as the check, or an alarm set in between would never ring.
                self._now = max(self._now, target)
                return None
            when, _, alarm = heapq.heappop(self._alarms)
            self._now = max(self._now, when)
            return alarm

    def _forget(self, alarm: "_Alarm") -> None:
        with self._lock:
            kept = [entry for entry in self._alarms if entry[2] is not alarm]
            if len(kept) < len(self._alarms):
                heapq.heapify(kept)
                self._alarms = kept


class _Alarm:
    def __init__(self, forget: Callable[["_Alarm"], None], ring: Callable[[], object]) -> None:
        self._forget = forget
        self.ring = ring

    def cancel(self) -> None:
        self._forget(self)


def _notify(condition: threading.Condition) -> None:
    with condition:
        condition.notify_all()


def _call_in(loop: asyncio.AbstractEventLoop, callback: Callable[[], object]) -> None:
    if not loop.is_closed():
        loop.call_soon_threadsafe(callback)
