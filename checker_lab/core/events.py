"""The events that a checker reports to its listeners.

They are NamedTuples: immutable, and cheap enough for tens of thousands in one pass.
"""

from typing import NamedTuple

from checker_lab.core.errors import SkipReason
from checker_lab.core.language import Language
from checker_lab.core.results import CheckResult, StopReport

__all__ = [
    "CheckEnded",
    "ClusterLost",
    "Event",
    "ItemsNotChecked",
    "LateReturn",
    "PassEnded",
    "PassStarted",
    "PassesMissed",
    "Stopped",
    "WorkerLost",
]


class PassStarted(NamedTuple):
    """A pass over `items` items started; `at` is in seconds on the checker's clock."""

    pass_number: int
    items: int
    at: float
    language: Language = "ru"


class CheckEnded(NamedTuple):
    """A check ended or was skipped."""

    result: CheckResult
    language: Language = "ru"


class LateReturn(NamedTuple):
    """An abandoned check returned, `late` seconds after it was abandoned."""

    item_id: str
    pass_number: int
    late: float
    language: Language = "ru"


class PassEnded(NamedTuple):
    """Every check of the pass has ended or was skipped; `failures` of them failed."""

    pass_number: int
    items: int
    failures: int
    at: float
    language: Language = "ru"


class PassesMissed(NamedTuple):
    """The owner was late by `missed` whole intervals, so that many passes were dropped."""

    missed: int
    language: Language = "ru"


class WorkerLost(NamedTuple):
    """A worker of the cluster died, left or stopped answering; `why` says which."""

    worker: str
    why: str
    language: Language = "ru"


class ItemsNotChecked(NamedTuple):
    """In this pass, `items` items were not checked, for one reason; `worker` may be empty."""

    pass_number: int
    items: int
    reason: SkipReason
    worker: str = ""
    language: Language = "ru"


class ClusterLost(NamedTuple):
    """The scheduler of the cluster does not answer, so the run ends."""

    why: str
    language: Language = "ru"


class Stopped(NamedTuple):
    """The run has ended; this is its last event."""

    report: StopReport
    language: Language = "ru"


Event = (
    PassStarted
    | CheckEnded
    | LateReturn
    | PassEnded
    | PassesMissed
    | WorkerLost
    | ItemsNotChecked
    | ClusterLost
    | Stopped
)
