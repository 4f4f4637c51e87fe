"""The messages to a checker's owner. Nothing else reaches it."""

from typing import NamedTuple, Protocol

from checker_lab.core.checks import Check, Reply
from checker_lab.core.examine import Examination
from checker_lab.core.registry import Registered

__all__ = [
    "AddItem",
    "CheckNow",
    "CheckReturned",
    "CheckStarted",
    "Mail",
    "Mailbox",
    "Pace",
    "RemoveItem",
    "Start",
    "Stop",
]


class AddItem(NamedTuple):
    """From `add()`: check this item from now on."""

    entry: Registered


class RemoveItem(NamedTuple):
    """From `remove()`: stop checking this item."""

    entry: Registered


class Start(NamedTuple):
    """From `run()`: start a pass now, and one every interval."""


class Stop(NamedTuple):
    """From `stop()` or a context: start no more checks, give those in flight `grace` seconds."""

    grace: float


class CheckNow(NamedTuple):
    """From `check()`: start one pass now, and send its results to `reply`."""

    reply: Reply | None


class Pace(NamedTuple):
    """From setting `interval` or `timeout`: the new values of both, in seconds."""

    interval: float
    timeout: float | None


class CheckStarted(NamedTuple):
    """From a worker: this check started at `at`, in seconds on the checker's clock."""

    check: Check
    at: float


class CheckReturned(NamedTuple):
    """From a worker: this check returned at `at`, in seconds on the checker's clock."""

    check: Check
    at: float
    finding: Examination


Mail = AddItem | RemoveItem | Start | Stop | CheckNow | Pace | CheckStarted | CheckReturned


class Mailbox(Protocol):
    """Carries mail from callers and workers to the owner. `send()` is thread-safe."""

    def send(self, item: Mail, /) -> None: ...

    def drain(self) -> list[Mail]:
        """Remove and return everything inside, oldest first, without waiting."""
        ...

    def renew_locks(self) -> None:
        """After a fork, replace the locks: the threads that held them exist only in the parent."""
        ...

    def __len__(self) -> int: ...
