"""What can go wrong while schedules are played: every message says what to do."""

from checker_lab.core.errors import CheckerError
from checker_lab.schedules.phrases import Phrase

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
    """The schedule names a thread that cannot move."""


class NotDeterministicError(ScheduleError):
    """The same schedule led to another run: something but the schedule decides."""


class StuckError(ScheduleError):
    """A thread waits for something that the scheduler does not control, or never returns."""


class WaitsForeverError(ScheduleError):
    """setup() or the invariant waits for what never comes.

    Attributes:
        phrase: what waits, in English and in Russian.
    """

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase)
        self.phrase = phrase


class ScheduleOver(BaseException):
    """Raised in a thread whose run is over, so that the thread ends.

    It never leaves this package: `explore()` and `play()` raise a ScheduleError instead.
    """
