"""checker_lab: a background health checker, to learn concurrency with and to use."""

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
)
from checker_lab.naive import AsyncNaiveChecker, NaiveChecker
from checker_lab.tasks import AsyncChecker
from checker_lab.threads import ThreadedChecker

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
    "UnknownItemError",
    "line",
    "print_event",
]
