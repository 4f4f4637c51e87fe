"""The errors of this library. Where there is something to do about one, its message says so.

Errors are values, like the results that hold them: two with the same content are equal, and copies
and pickles keep the content. Python does not copy `__cause__`, so no content is kept only there.
"""

from enum import Enum

from checker_lab.core.language import Language, choose_language

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


TIMED_OUT: dict[Language, str] = {
    "en": "no answer within {0:g} s: raise the timeout, or find out why it is slow",
    "ru": "нет ответа за {0:g} с: увеличьте таймаут или выясните, почему сервис отвечает медленно",
}


class CheckerError(Exception):
    """The base class of the errors below. Invalid arguments raise ValueError or TypeError."""

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self._content == getattr(other, "_content", None)

    def __hash__(self) -> int:
        return hash((type(self), self._content))

    @property
    def _content(self) -> str:
        return str(self)


class DuplicateItemError(CheckerError, ValueError):
    """The id of an item passed to `add()` is registered already."""


class UnknownItemError(CheckerError, LookupError):
    """The id passed to `remove()` is not registered."""


class AlreadyRunningError(CheckerError, RuntimeError):
    """`run()` was called during a run."""


class OwnerWaitsForItselfError(CheckerError, RuntimeError):
    """`check()` was called from `on_event`, where the owner would wait for itself forever."""


class ClusterLostError(CheckerError, ConnectionError):
    """The scheduler of the cluster does not answer, or the client is closed."""


class ChannelClosedError(CheckerError):
    """`send()` on a closed channel (Go: a panic), or `receive()` from a closed and empty one."""


class ChannelTimeoutError(CheckerError, TimeoutError):
    """`send()` or `receive()` did not succeed within its timeout."""


class CheckFailedError(CheckerError):
    """A check reported that its service does not work."""


class CheckTimeoutError(CheckerError, TimeoutError):
    """A check did not answer within its timeout.

    Attributes:
        seconds: the timeout.
    """

    def __init__(self, seconds: float) -> None:
        super().__init__(seconds)
        self.seconds = seconds

    def __str__(self) -> str:
        return TIMED_OUT[choose_language(None)].format(self.seconds)


class CheckPanicError(CheckerError):
    """A check raised an exception, or returned neither a bool nor a HealthCheck.

    Attributes:
        returned: type and repr of the returned object, or None.
        raised: type and text of the exception, or None. `__cause__` is the exception itself, with
            its traceback, unless this is a copy.
    """

    def __init__(
        self, message: str, returned: str | None = None, raised: str | None = None
    ) -> None:
        super().__init__(message)
        self.returned = returned
        self.raised = raised


class SkipReason(Enum):
    """Why a check was not started, or why its result was not waited for."""

    STILL_RUNNING = "the previous check is still running"
    STILL_WAITING = "the previous check is still waiting for its turn"
    NO_WORKER = "no worker is free: hung checks occupy them all"
    REMOVED = "the item was removed"
    STOPPED = "the run was stopped first"
    WORKER_LOST = "its worker was lost before it answered"
    WORKER_SILENT = "its worker does not answer"
    NO_WORKERS = "the cluster has no workers"


class CheckSkippedError(CheckerError):
    """A check was not started, or its result was not waited for.

    Attributes:
        reason: why.
    """

    def __init__(self, reason: SkipReason) -> None:
        super().__init__(reason)
        self.reason = reason

    def __str__(self) -> str:
        return self.reason.value
