"""A check, its states, and the pass that it belongs to."""

import math
from enum import Enum, auto
from typing import Any, Protocol

from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult

__all__ = ["Check", "CheckState", "Pass", "Reply"]


class Reply(Protocol):
    """Takes the results of a pass to the caller that waits for them in `check()`."""

    def send(self, item: tuple[CheckResult, ...], /) -> None: ...

    def close(self) -> None: ...


class CheckState(Enum):
    """How far a check has got."""

    WAITING = auto()
    """In the engine's queue."""
    HANDED_OUT = auto()
    """Given to the crew, but not started."""
    RUNNING = auto()
    """Started by a worker."""
    ABANDONED = auto()
    """Its result has been reported, but it still runs."""


class Pass:
    """One pass over all items, or, not `whole`, the check of an item added between two passes."""

    __slots__ = ("_order", "_results", "failures", "items", "number", "remaining", "reply", "whole")

    def __init__(self, number: int, items: int, *, whole: bool = True) -> None:
        self.number = number
        self.items = items
        self.remaining = items
        self.failures = 0
        self.whole = whole
        self.reply: Reply | None = None

    def answer(self, reply: Reply, entries: list[Entry]) -> None:
        """Keep the results, to send them to `reply` in the order of `entries`."""
        self.reply = reply
        self._order = entries
        self._results: dict[Entry, CheckResult] = {}

    def count(self, entry: Entry, result: CheckResult) -> None:
        """Record a result."""
        self.remaining -= 1
        self.failures += result.outcome.is_failure
        if self.reply is not None:
            self._results[entry] = result

    def in_order(self) -> tuple[CheckResult, ...]:
        """Return the results, in the order of the entries."""
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
        # The timeout that it has exceeded. A timeout that is set later does not change that.
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
