"""One check, and the pass that it belongs to: the records that the engine keeps."""

import math
from enum import Enum, auto
from typing import Any, Protocol

from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult

__all__ = ["Check", "CheckState", "Pass", "Reply"]


class Reply(Protocol):
    """Takes the results of the pass that a caller of `check()` waits for, once."""

    def send(self, item: tuple[CheckResult, ...], /) -> None: ...

    def close(self) -> None: ...


class CheckState(Enum):
    """How far a check has come."""

    WAITING = auto()
    """In the engine, until its turn comes."""
    HANDED_OUT = auto()
    """With the crew: a worker has it, or will take it next."""
    RUNNING = auto()
    """A worker has started it."""
    ABANDONED = auto()
    """Its result is reported, and it still runs."""


class Pass:
    """One pass over all items, or (not `whole`) the first check of an item added between two."""

    __slots__ = ("_order", "_results", "failures", "items", "number", "remaining", "reply", "whole")

    def __init__(self, number: int, items: int, *, whole: bool = True) -> None:
        self.number = number
        self.items = items
        self.remaining = items
        self.failures = 0
        self.whole = whole
        self.reply: Reply | None = None

    def answer(self, reply: Reply, entries: list[Entry]) -> None:
        """Collect the results for `reply`, in the order of `entries`."""
        self.reply = reply
        self._order = entries
        self._results: dict[Entry, CheckResult] = {}

    def count(self, entry: Entry, result: CheckResult) -> None:
        """Update the statistics of the pass with a result."""
        self.remaining -= 1
        self.failures += result.outcome.is_failure
        if self.reply is not None:
            self._results[entry] = result

    def in_order(self) -> tuple[CheckResult, ...]:
        """The results that were collected."""
        return tuple(self._results[entry] for entry in self._order)


class Check:
    """One check of one item in one pass."""

    __slots__ = ("abandoned_at", "entry", "of", "outlived", "started_at", "state")

    def __init__(self, entry: Entry, of: Pass) -> None:
        self.entry = entry
        self.of = of
        self.state = CheckState.WAITING
        self.started_at: float | None = None
        self.abandoned_at = math.nan
        # The timeout that it has outlived: a longer one, set later, does not change its result.
        self.outlived: float | None = None

    @property
    def item(self) -> Any:
        """What to check: a Checkable in a thread, an AsyncCheckable in a task."""
        return self.entry.item

    @property
    def item_id(self) -> str:
        return self.entry.item_id

    def __repr__(self) -> str:
        return f"<Check of {self.item_id!r} in pass {self.of.number}, {self.state.name}>"
