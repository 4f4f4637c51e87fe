"""How a check ended, and what a stop left behind.

Results are NamedTuples: they cannot change, and ten thousand of them cost little.
"""

from enum import Enum
from typing import NamedTuple

from checker_lab.core.errors import CheckerError

__all__ = ["CheckResult", "Outcome", "StopReport"]


class Outcome(Enum):
    """How a check ended."""

    PASS = "pass"
    WARN = "warn"
    FAIL = "fail"
    TIMEOUT = "timeout"
    PANIC = "panic"
    SKIPPED = "skipped"

    is_failure: bool
    """The service was asked, and is not known to work."""

    def __init__(self, word: str) -> None:
        self.is_failure = word in {"fail", "timeout", "panic"}


class CheckResult(NamedTuple):
    """How one check of one item ended.

    `started_at` is in seconds on the checker's clock, `duration` in seconds; a check that was
    never started has the moment when that was decided, and 0.0. `error` is None for PASS and WARN.
    `output` is what the service said of itself, if it said anything.
    """

    item_id: str
    outcome: Outcome
    pass_number: int
    started_at: float
    duration: float
    error: CheckerError | None = None
    output: str = ""


class StopReport(NamedTuple):
    """What a stop left behind.

    `ended`: the owner has ended, and no thread or task of the run is at work but for `abandoned`.
    `cancelled`: ids whose checks were under way and were cancelled (tasks only).
    `abandoned`: ids whose checks still run, since they could not be ended.
    """

    ended: bool
    cancelled: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()
