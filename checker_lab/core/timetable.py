"""The timetable: the fixed grid on which passes start."""

import math

from checker_lab.core.clock import NANOSECOND, is_due

__all__ = ["Timetable"]


class Timetable:
    """Ticks at `start`, `start + interval`, and so on; counted from `start`, so without drift.

    Args:
        start: the first tick, in seconds on the checker's clock.
        interval: seconds between ticks.
    """

    def __init__(self, start: float, interval: float) -> None:
        self._start = start
        # If ticks were closer than `is_due` can tell apart, one would always be due.
        self._interval = max(interval, 2 * NANOSECOND)
        self._next = 0
        self._taken_at: float | None = None

    @property
    def next_tick(self) -> float:
        """When the next tick is due."""
        return self._start + self._next * self._interval

    @property
    def is_new(self) -> bool:
        """Whether no tick has been taken."""
        return self._taken_at is None

    def paced(self, interval: float, now: float) -> "Timetable":
        """Return a timetable with a new interval, counted from when the last tick was taken.

        If its next tick would have been before `now`, it is due now; none counts as missed.
        """
        last = self._taken_at
        paced = Timetable(self._start if last is None else max(last + interval, now), interval)
        paced._taken_at = last
        return paced

    def tick(self, now: float) -> int | None:
        """Take the tick that is due; return how many were missed before it, or None if none is due.

        A caller that is late by whole intervals takes one tick for all of them. Go: `time.Ticker`
        drops ticks for a slow receiver.
        """
        if not is_due(self.next_tick, now):
            return None
        self._taken_at = now
        missed = max(math.floor((now - self.next_tick) / self._interval), 0)
        self._next += missed + 1
        while is_due(self.next_tick, now):
            missed += 1
            self._next += 1
        return missed
