"""The timetable: the fixed grid on which passes start."""

import math

from checker_lab.core.clock import NANOSECOND, is_due

__all__ = ["Timetable"]


class Timetable:
    """Ticks at `start`, `start + interval`, and so on: computed from the start, so no drift.

    Args:
        start: the first tick, in seconds on the checker's clock.
        interval: seconds between ticks.
    """

    def __init__(self, start: float, interval: float) -> None:
        self._start = start
        # `is_due` cannot tell closer ticks apart: there would always be one more that is due.
        self._interval = max(interval, 2 * NANOSECOND)
        self._next = 0
        self._taken_at: float | None = None

    @property
    def next_tick(self) -> float:
        """When the next tick is due."""
        return self._start + self._next * self._interval

    def paced(self, interval: float, now: float) -> "Timetable":
        """A timetable that goes on in steps of `interval` from the last tick that was taken.

        A tick that would be past is due now, and does not count as missed.
        """
        last = self._taken_at
        paced = Timetable(self._start if last is None else max(last + interval, now), interval)
        paced._taken_at = last
        return paced

    def tick(self, now: float) -> int | None:
        """Take the tick that is due, if one is, and return how many were missed before it.

        If several are due, one is taken and the others are missed. Go: `time.Ticker` drops ticks
        for a slow receiver.
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
