"""What a checker's mailbox holds. Whatever reaches the owner is one of these messages."""

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
    """From `add()`: check this item too."""

    entry: Registered


class RemoveItem(NamedTuple):
    """From `remove()`: stop checking this item."""

    entry: Registered


class Start(NamedTuple):
    """From `run()`: start a pass now, and one every interval."""


class Stop(NamedTuple):
    """From `stop()`, or a context: start no check, and give those in flight `grace` seconds."""

    grace: float


class CheckNow(NamedTuple):
    """From `check()`: start one pass now, and send its results to `reply`."""

    reply: Reply | None


class Pace(NamedTuple):
    """From setting `interval` or `timeout`: seconds between passes, and for one check or None."""

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
    """Where callers and workers put mail for the owner; each may send from any thread."""

    def send(self, item: Mail, /) -> None: ...

    def drain(self) -> list[Mail]:
        """Take out all that is there now, oldest first, without waiting."""
        ...

    def renew_locks(self) -> None:
        """Make new locks, in the child of a fork."""
        ...

    def __len__(self) -> int: ...
