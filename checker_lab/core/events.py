"""What happens in a checker: the events that its listeners get.

Events are NamedTuples: they cannot change, and ten thousand of them use little memory.
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
    """A check ended, or was skipped."""

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
    """The owner was late by `missed` whole intervals: it drops those passes."""

    missed: int
    language: Language = "ru"


class WorkerLost(NamedTuple):
    """A worker of the cluster died, left or does not answer; `why` says which."""

    worker: str
    why: str
    language: Language = "ru"


class ItemsNotChecked(NamedTuple):
    """The pass has no results of `items` items, for one reason; `worker` may be empty."""

    pass_number: int
    items: int
    reason: SkipReason
    worker: str = ""
    language: Language = "ru"


class ClusterLost(NamedTuple):
    """The scheduler of the cluster does not answer; the run ends."""

    why: str
    language: Language = "ru"


class Stopped(NamedTuple):
    """The run has ended: its last event."""

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
