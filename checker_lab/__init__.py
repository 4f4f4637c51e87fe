"""A background health checker, to use and to learn concurrency with."""

import sys

# `python -m checker_lab.grading` puts the current folder first on the path, so the imports below
# would run a learner's queue.py. Remove it before them, with nothing but sys.
if (
    sys.argv[:1] == ["-m"]
    and not sys.flags.safe_path
    and any(word.removeprefix("-m").partition(".")[0] == __name__ for word in sys.orig_argv)
):
    del sys.path[0]

from importlib import import_module
from typing import TYPE_CHECKING, Any

from checker_lab.core.clock import SYSTEM_CLOCK, Clock, SystemClock
from checker_lab.core.context import Context
from checker_lab.core.errors import (
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
from checker_lab.core.events import (
    CheckEnded,
    ClusterLost,
    Event,
    ItemsNotChecked,
    LateReturn,
    PassEnded,
    PassesMissed,
    PassStarted,
    Stopped,
    WorkerLost,
)
from checker_lab.core.health import AsyncCheckable, Checkable, HealthCheck, Status
from checker_lab.core.language import set_language
from checker_lab.core.lines import line, print_event
from checker_lab.core.results import CheckResult, Outcome, StopReport
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.tasks.buffered import AsyncBufferedListener
from checker_lab.tasks.checker import AsyncChecker
from checker_lab.tasks.naive import AsyncNaiveChecker
from checker_lab.threads.buffered import BufferedListener
from checker_lab.threads.channel import Channel
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.threads.naive import NaiveChecker

if TYPE_CHECKING:
    from checker_lab.cluster import ClusterChecker as ClusterChecker
    from checker_lab.metric_client.client import AsyncGoMetricClient, GoMetricClient
    from checker_lab.serving.health import serve_health as serve_health

__all__ = [
    "SYSTEM_CLOCK",
    "AlreadyRunningError",
    "AsyncBufferedListener",
    "AsyncCheckable",
    "AsyncChecker",
    "AsyncGoMetricClient",
    "AsyncNaiveChecker",
    "BufferedListener",
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
    "ClusterLost",
    "ClusterLostError",
    "Context",
    "DuplicateItemError",
    "Event",
    "GoMetricClient",
    "HealthCheck",
    "ItemSnapshot",
    "ItemsNotChecked",
    "LateReturn",
    "NaiveChecker",
    "Outcome",
    "OwnerWaitsForItselfError",
    "PassEnded",
    "PassStarted",
    "PassesMissed",
    "SkipReason",
    "Snapshot",
    "Status",
    "StopReport",
    "Stopped",
    "SystemClock",
    "ThreadedChecker",
    "UnknownItemError",
    "WorkerLost",
    "line",
    "print_event",
    "serve_health",
    "set_language",
]


# Loaded on first use, to keep the import light. ClusterChecker needs Dask, so it is not in
# `__all__`: without Dask, `from checker_lab import *` would fail.
_LATER = {
    "ClusterChecker": "checker_lab.cluster",
    "AsyncGoMetricClient": "checker_lab.metric_client.client",
    "GoMetricClient": "checker_lab.metric_client.client",
    "serve_health": "checker_lab.serving.health",
}


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_LATER[name]), name)
    return value


def _draw(snapshot: Snapshot) -> str:
    # Imported only when a notebook shows a snapshot: nothing else needs it.
    from checker_lab.view.html import snapshot_html

    return snapshot_html(snapshot)


Snapshot.draw = _draw


def __dir__() -> list[str]:
    from importlib.util import find_spec

    later = set(_LATER) - (set() if find_spec("distributed") else {"ClusterChecker"})
    return sorted({*globals(), *later})
