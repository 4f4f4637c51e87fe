"""How a check ended, and what a stop left behind.

Results are NamedTuples: immutable, and cheap enough for tens of thousands in one pass.
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
    """Whether it is FAIL, TIMEOUT or PANIC."""

    def __init__(self, word: str) -> None:
        self.is_failure = word in {"fail", "timeout", "panic"}


class CheckResult(NamedTuple):
    """How one check of one item ended.

    Attributes:
        started_at: when it started, in seconds on the checker's clock. If it never started, when it
            was skipped.
        duration: in seconds; 0.0 for a check that never started.
        error: why, or None for PASS and WARN.
        output: what the service said about itself.
        wall_time: `started_at` in seconds since the epoch, for display; None if unknown.
    """

    item_id: str
    outcome: Outcome
    pass_number: int
    started_at: float
    duration: float
    error: CheckerError | None = None
    output: str = ""
    wall_time: float | None = None


class StopReport(NamedTuple):
    """What a stop left behind.

    Attributes:
        ended: the owner has ended, and no thread or task of the run is left except `abandoned`.
        cancelled: ids of the checks that were in flight and were cancelled (tasks only).
        abandoned: ids of the checks that still run, since nothing could stop them.
    """

    ended: bool
    cancelled: tuple[str, ...] = ()
    abandoned: tuple[str, ...] = ()
