"""The account of one checker, which records and compares every call, result and pass."""

from collections import Counter
from collections.abc import Iterable
from typing import Protocol

from checker_lab import (
    CheckEnded,
    CheckSkippedError,
    Event,
    ItemSnapshot,
    LateReturn,
    Outcome,
    PassEnded,
    PassesMissed,
    PassStarted,
)

__all__ = ["Account"]

FAILURES = (Outcome.FAIL, Outcome.TIMEOUT, Outcome.PANIC)


class Item(Protocol):
    id: str
    calls: int


class OpenPass:
    """A pass that has not ended, with the events so far."""

    def __init__(self, items: int) -> None:
        self.items = items
        self.results = 0
        self.failures = 0


class Account:
    """Listens to one checker and adds up. Each contradiction is described in `wrong`.

    What it holds does not grow with time: an item that is gone is compared and struck out.
    """

    def __init__(self) -> None:
        self.wrong: list[str] = []
        self.results = 0
        self.outcomes: Counter[Outcome] = Counter()
        self.passes = 0
        self.missed = 0
        self.late_returns = 0
        self.started_at: list[float] = []
        self._checks: Counter[str] = Counter()
        self._skips: Counter[str] = Counter()
        self._open: dict[int, OpenPass] = {}

    def __call__(self, event: Event) -> None:
        match event:
            case CheckEnded(result):
                self._enter(result.item_id, result.outcome, result.error, result.pass_number)
            case PassStarted(number, items, at):
                self._open[number] = OpenPass(items)
                self.started_at.append(at)
            case PassEnded():
                self._compare_pass(event)
            case LateReturn():
                self.late_returns += 1
            case PassesMissed(missed):
                self.missed += missed

    @property
    def in_flight(self) -> int:
        """Results that the open passes still have to bring."""
        return sum(each.items - each.results for each in list(self._open.values()))

    def strike_out(self, item: Item) -> None:
        """Compare the counts of an item that sends no more events, and forget it."""
        checks = self._checks.pop(item.id, 0)
        self._skips.pop(item.id, None)
        if checks != item.calls:
            self.wrong.append(f"{item.id}: called {item.calls} times, {checks} results")

    def compare(self, items: Iterable[Item], views: dict[str, ItemSnapshot]) -> None:
        """Compare the events with the items and with a snapshot, when no check is in flight."""
        for item in items:
            view = views.pop(item.id)
            heard = self._checks[item.id], self._skips[item.id]
            known = view.checks, view.skipped
            if heard != known:
                self.wrong.append(f"{item.id}: heard {heard} checks and skips, known {known}")
            self.strike_out(item)
        self._expect("items in the snapshot that were never added", len(views))
        self._expect("items with events that were never added", len(self._checks))
        self._expect("passes that did not end", len(self._open))
        self._expect("passes missed", self.missed)

    def _enter(
        self, item_id: str, outcome: Outcome, error: BaseException | None, number: int
    ) -> None:
        self.results += 1
        self.outcomes[outcome] += 1
        counts = self._skips if isinstance(error, CheckSkippedError) else self._checks
        counts[item_id] += 1
        # An item that was added between two passes is checked immediately, and is in no pass.
        if number in self._open:
            self._open[number].results += 1
            self._open[number].failures += outcome in FAILURES

    def _compare_pass(self, ended: PassEnded) -> None:
        self.passes += 1
        opened = self._open.pop(ended.pass_number)
        heard = opened.items, opened.results, opened.failures
        said = ended.items, ended.items, ended.failures
        if heard != said:
            self.wrong.append(f"pass {ended.pass_number}: items, results, failures {heard}/{said}")

    def _expect(self, what: str, count: int) -> None:
        if count:
            self.wrong.append(f"{count} {what}")
