"""The clock of the client, as a worker knows it: the client moves it by messages.

With a `ManualClock` in the client, time on all workers passes when a notebook or a test says so.
"""

import threading
from collections.abc import Callable

from checker_lab.core.clock import SteppedClock

__all__ = ["FollowedClock", "UnaskingClock"]

LONGEST_ASK = 5.0
"""Real seconds to wait for the client to answer."""

FAR = 1e8
"""Seconds after which a timer is too far away for the client to know of it."""


class FollowedClock(SteppedClock):
    """Stands at the last time that the client sent; while a timeout depends on it, it asks.

    Set `is_exact` while checks have a timeout: then each `now()` asks the client and waits for the
    answer.

    Args:
        ask: called in any thread when there is a new `question`, which `set()` is to answer.
    """

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__()
        self.is_exact = False
        self._ask = ask
        # Guards the three that follow.
        self._changed = threading.Condition()
        self._latest = 0.0
        self._asked = 0
        self._answered = 0

    @property
    def latest(self) -> float:
        """Seconds on the clock of the client when it last sent them."""
        return self._latest

    def set(self, now: float, answered: int) -> None:
        """It is `now` at the client, which answers all questions up to number `answered`."""
        # Before any timer fires: its callback may need a lock whose holder waits for the answer.
        with self._changed:
            self._latest = max(self._latest, now)
            self._answered = max(self._answered, answered)
            self._changed.notify_all()
        self._advance_to(now)

    def now(self) -> float:
        """Seconds on the clock of the client, now if `is_exact`, else when it last sent them."""
        if self.is_exact:
            with self._changed:
                self._asked += 1
                number = self._asked
                self._ask()
                self._changed.wait_for(lambda: self._answered >= number, LONGEST_ASK)
        return self._latest

    @property
    def unasking(self) -> "UnaskingClock":
        """The same clock for waiting and for event loops, which must not be blocked."""
        return UnaskingClock(self)

    @property
    def question(self) -> int:
        """The number of the last question if that is not answered, or 0."""
        return self._asked if self._asked > self._answered else 0

    @property
    def wake_at(self) -> float | None:
        """When the next timer is due, or None."""
        return next((when for when in self.alarms if when < self._now + FAR), None)


class UnaskingClock:
    """A `FollowedClock` that never asks: its `now()` is the time that the client sent last.

    That is enough to wait for a deadline: the client sends the time when it is due. A mailbox that
    asked would keep its lock meanwhile, and block every sender.
    """

    def __init__(self, clock: FollowedClock) -> None:
        self._clock = clock
        self.wait = clock.wait
        self.call_at = clock.call_at

    def now(self) -> float:
        """Seconds on the clock of the client when it last sent them."""
        return self._clock.latest

    def wall(self) -> float:
        """As `FollowedClock.wall()`, which does not ask either."""
        return self._clock.wall()
