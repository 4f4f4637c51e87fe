"""checker_lab: a background health checker, to learn concurrency with and to use."""

from typing import TYPE_CHECKING, Any

from checker_lab.channel import Channel
from checker_lab.clock import SYSTEM_CLOCK, Clock, SystemClock
from checker_lab.context import Context
from checker_lab.errors import (
    AlreadyRunningError,
    ChannelClosedError,
    ChannelTimeoutError,
    CheckerError,
    CheckFailedError,
    CheckPanicError,
    CheckSkippedError,
    CheckTimeoutError,
    ClusterLostError,
    DuplicateItemError,
    OwnerWaitsForItselfError,
    SkipReason,
    UnknownItemError,
)
from checker_lab.messages import line, print_event
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.model import (
    AsyncCheckable,
    Checkable,
    CheckEnded,
    CheckResult,
    ClusterLost,
    Event,
    HealthCheck,
    ItemSnapshot,
    LateReturn,
    Outcome,
    PassBegan,
    PassEnded,
    PassesMissed,
    Snapshot,
    Status,
    Stopped,
    StopReport,
    Unheard,
    WorkerLost,
)
from checker_lab.naive import AsyncNaiveChecker, NaiveChecker
from checker_lab.tasks import AsyncChecker
from checker_lab.threads import ThreadedChecker

if TYPE_CHECKING:
    from checker_lab.cluster import ClusterChecker

__all__ = [
    "SYSTEM_CLOCK",
    "AlreadyRunningError",
    "AsyncCheckable",
    "AsyncChecker",
    "AsyncGoMetricClient",
    "AsyncNaiveChecker",
    "Channel",
    "ChannelClosedError",
    "ChannelTimeoutError",
    "CheckEnded",
    "CheckFailedError",
    "CheckPanicError",
    "CheckResult",
    "CheckSkippedError",
    "CheckTimeoutError",
    "Checkable",
    "CheckerError",
    "Clock",
    "ClusterChecker",
    "ClusterLost",
    "ClusterLostError",
    "Context",
    "DuplicateItemError",
    "Event",
    "GoMetricClient",
    "HealthCheck",
    "ItemSnapshot",
    "LateReturn",
    "NaiveChecker",
    "Outcome",
    "OwnerWaitsForItselfError",
    "PassBegan",
    "PassEnded",
    "PassesMissed",
    "SkipReason",
    "Snapshot",
    "Status",
    "StopReport",
    "Stopped",
    "SystemClock",
    "ThreadedChecker",
    "Unheard",
    "UnknownItemError",
    "WorkerLost",
    "line",
    "print_event",
]


def __getattr__(name: str) -> Any:
    """Load what needs Dask only for those who ask for it."""
    if name == "ClusterChecker":
        from checker_lab.cluster import ClusterChecker

        return ClusterChecker
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
