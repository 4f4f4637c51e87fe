"""The clock of the client, as a worker knows it: moved by what the client tells."""

import threading
from collections.abc import Callable

from checker_lab.core.clock import SteppedClock

__all__ = ["FollowedClock"]

LONGEST_ASK = 5.0
"""Real seconds to wait for the client to say what time it is."""

FAR = 1e8
"""Seconds: an alarm that is further away is none that the client must know of."""


class FollowedClock(SteppedClock):
    """Stands at what the client told last; where a timeout hangs on it, it asks.

    Args:
        ask: called, in any thread, when the client is to tell the time by `tell()`.
    """

    def __init__(self, ask: Callable[[], None]) -> None:
        super().__init__()
        self.is_exact = False
        self._ask = ask
        # Guards the three that follow.
        self._changed = threading.Condition()
        self._heard = 0.0
        self._asked = 0
        self._answered = 0

    def tell(self, now: float, answers: int = 0) -> None:
        """The client's clock says `now`; all was answered that was asked up to `answers`."""
        # First of all for those who ask: they may hold what the alarms need.
        with self._changed:
            self._heard = max(self._heard, now)
            self._answered = max(self._answered, answers)
            self._changed.notify_all()
        self._advance_to(now)

    def now(self) -> float:
        """What the client's clock says, or said when it was heard of last."""
        if self.is_exact:
            with self._changed:
                self._asked += 1
                mine = self._asked
                self._ask()
                self._changed.wait_for(lambda: self._answered >= mine, LONGEST_ASK)
        return self._heard

    def told(self) -> float:
        """What the client's clock said last."""
        return self._heard

    @property
    def asks(self) -> int:
        """The number of the last question that is not answered, or 0."""
        return self._asked if self._asked > self._answered else 0

    @property
    def wake_at(self) -> float | None:
        """When the next alarm rings, or None."""
        return next((when for when in self.alarms if when < self._now + FAR), None)
