"""What can come into a checker's mailbox. All that reaches its owner is one of these."""

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
    """From `remove()`: check this item no more."""

    entry: Registered


class Start(NamedTuple):
    """From `run()`: begin a pass now, and one each interval."""


class Stop(NamedTuple):
    """From `stop()`, or a context: begin no check, and give those under way `grace` seconds."""

    grace: float


class CheckNow(NamedTuple):
    """From `check()`: begin one pass now, and send its results to `reply`."""

    reply: Reply | None


class Pace(NamedTuple):
    """From `interval=` and `timeout=`: seconds from pass to pass, and for one check (or None)."""

    interval: float
    timeout: float | None


class CheckStarted(NamedTuple):
    """From a worker: this check began at `at`, seconds on the checker's clock."""

    check: Check
    at: float


class CheckReturned(NamedTuple):
    """From a worker: this check came back at `at`, seconds on the checker's clock."""

    check: Check
    at: float
    finding: Examination


Mail = AddItem | RemoveItem | Start | Stop | CheckNow | Pace | CheckStarted | CheckReturned


class Mailbox(Protocol):
    """Where a checker's mail waits for its owner; any thread may send."""

    def send(self, item: Mail, /) -> None: ...

    def drain(self) -> list[Mail]: ...

    def renew_locks(self) -> None: ...

    def __len__(self) -> int: ...
