"""What can go wrong, and what to do about it: every message names the fix."""

from enum import Enum

__all__ = [
    "AlreadyRunningError",
    "ChannelClosedError",
    "ChannelTimeoutError",
    "CheckFailedError",
    "CheckPanicError",
    "CheckSkippedError",
    "CheckTimeoutError",
    "CheckerError",
    "ClusterLostError",
    "DuplicateItemError",
    "OwnerWaitsForItselfError",
    "SkipReason",
    "UnknownItemError",
]


class CheckerError(Exception):
    """The base of every error that checker_lab raises on its own account."""


class DuplicateItemError(CheckerError, ValueError):
    """`add()` was given an id that the checker has already."""


class UnknownItemError(CheckerError, LookupError):
    """`remove()` was given an id that the checker does not have."""


class AlreadyRunningError(CheckerError, RuntimeError):
    """`run()` was called while the checks run."""


class OwnerWaitsForItselfError(CheckerError, RuntimeError):
    """`check()` was called from `on_event`: the owner would wait for itself, forever."""


class ClusterLostError(CheckerError, ConnectionError):
    """The scheduler of the cluster does not answer, or the client is closed."""


class ChannelClosedError(CheckerError):
    """`send()` to a closed channel (Go: a panic), or `receive()` from a closed and drained one."""


class ChannelTimeoutError(CheckerError, TimeoutError):
    """Nothing could be sent or received within the given seconds."""


class CheckFailedError(CheckerError):
    """A check said that its service does not work."""


class CheckTimeoutError(CheckerError, TimeoutError):
    """A check did not answer within its timeout.

    Attributes:
        seconds: the timeout that it was given.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return f"no answer within {self.seconds:g} s: give it more time, or see why it is slow"


class CheckPanicError(CheckerError):
    """A check raised, or returned what is no health.

    Attributes:
        returned: type and repr of what it returned, or None if it raised; `__cause__` is what it
            raised, with its traceback.
    """

    def __init__(self, message: str, returned: str | None = None) -> None:
        super().__init__(message)
        self.returned = returned


class SkipReason(Enum):
    """Why a check was not started, or not waited for."""

    STILL_RUNNING = "its last check still runs"
    STILL_WAITING = "its last check still waits for its turn"
    NO_WORKER = "no worker is left: hung checks hold them all"
    REMOVED = "the item was removed"
    STOPPED = "the run was stopped first"
    WORKER_LOST = "its worker was lost before it answered"
    WORKER_SILENT = "its worker does not answer"
    NO_WORKERS = "the cluster has no worker"


class CheckSkippedError(CheckerError):
    """A check was not started, or not waited for.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: SkipReason) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.value
