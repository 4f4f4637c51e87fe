"""What can go wrong while schedules are played: every message says what to do."""

from checker_lab.core.errors import CheckerError

__all__ = [
    "CannotMoveError",
    "NotDeterministicError",
    "ScheduleError",
    "ScheduleOver",
    "StuckError",
    "WaitsForeverError",
]


class ScheduleError(CheckerError):
    """A schedule cannot be played, or its program cannot be scheduled."""


class CannotMoveError(ScheduleError, ValueError):
    """The schedule wants a thread to move that cannot."""


class NotDeterministicError(ScheduleError):
    """The same schedule has led to another run: something but the schedule decides."""


class StuckError(ScheduleError):
    """A thread waits for something that the scheduler does not control, or never comes back."""


class WaitsForeverError(ScheduleError):
    """setup() or the invariant waits for what will never come."""


class ScheduleOver(BaseException):
    """Raised in a thread whose schedule is over, so that the thread ends."""
