"""A simulated checker: it sends events to a history, and has the snapshots that go with them."""

from collections.abc import Iterable

from checker_lab import ItemSnapshot, Outcome, Snapshot
from checker_lab.core.errors import CheckerError, CheckFailedError, CheckTimeoutError
from checker_lab.core.events import CheckEnded, Event, LateReturn, PassEnded, PassStarted, Stopped
from checker_lab.core.language import Language
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.view import History, Page, ViewState

ERRORS: dict[Outcome, CheckerError] = {
    Outcome.FAIL: CheckFailedError("no disk"),
    Outcome.TIMEOUT: CheckTimeoutError(2.0),
}


class SimulatedChecker:
    """Each method sends what the owner of a checker would; `now` is its clock, in seconds."""

    def __init__(
        self, ids: Iterable[str] = "abc", interval: float = 5.0, language: Language = "en"
    ) -> None:
        self.language = language
        self.history = History(stamp=lambda: "12:00:00")
        self.now = 0.0
        self.interval = interval
        self.running = False
        self.pass_number = 0
        self.entries = {item_id: Entry(item_id, None) for item_id in ids}
        self.started: dict[str, float] = {}
        self.started_in: dict[str, int] = {}
        self.abandoned: dict[str, float] = {}

    def send(self, event: Event) -> None:
        self.history.hear(event)

    def start_pass(self) -> None:
        self.pass_number += 1
        self.running = True
        self.send(PassStarted(self.pass_number, len(self.entries), self.now, self.language))

    def end_pass(self, failures: int = 0) -> None:
        number, items = self.pass_number, len(self.entries)
        self.send(PassEnded(number, items, failures, self.now, self.language))

    def start(self, *ids: str) -> None:
        self.started |= dict.fromkeys(ids, self.now)
        self.started_in |= dict.fromkeys(ids, self.pass_number)

    def end(self, item_id: str, outcome: Outcome = Outcome.PASS, of: int | None = None) -> None:
        is_skipped = outcome is Outcome.SKIPPED
        started_at = self.now if is_skipped else self.started.pop(item_id)
        number = of or (self.pass_number if is_skipped else self.started_in[item_id])
        duration = self.now - started_at
        result = CheckResult(item_id, outcome, number, started_at, duration, ERRORS.get(outcome))
        if item_id in self.entries:
            self.entries[item_id].record(result)
        self.send(CheckEnded(result, self.language))

    def abandon(self, item_id: str, of: int | None = None) -> None:
        """Its check times out, and runs on."""
        started_at = self.started[item_id]
        self.end(item_id, Outcome.TIMEOUT, of)
        self.started[item_id] = started_at
        self.abandoned[item_id] = self.now

    def return_late(self, item_id: str, of: int | None = None) -> None:
        del self.started[item_id]
        number = of or self.started_in[item_id]
        self.send(
            LateReturn(item_id, number, self.now - self.abandoned.pop(item_id), self.language)
        )

    def stop(self, report: StopReport | None = None) -> None:
        self.send(Stopped(report or StopReport(True), self.language))
        self.running = False

    def snapshot(self) -> Snapshot:
        items: dict[str, ItemSnapshot] = {
            item_id: entry.view(self.started.get(item_id), item_id in self.abandoned)
            for item_id, entry in self.entries.items()
        }
        return Snapshot(
            self.running,
            self.pass_number,
            0,
            items,
            tuple(self.abandoned),
            in_flight=len(self.started.keys() - self.abandoned.keys()),
            at=self.now,
            interval=self.interval,
            language=self.language,
        )

    def state(self, page: Page | None = None) -> ViewState:
        return self.history.state(self.snapshot(), page)
