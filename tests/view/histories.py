"""A checker that is played: its events go to a story, and it tells what a snapshot would show."""

from collections.abc import Iterable

from checker_lab import ItemSnapshot, Outcome, Snapshot
from checker_lab.core.errors import CheckerError, CheckFailedError, CheckTimeoutError
from checker_lab.core.events import CheckEnded, Event, LateReturn, PassEnded, PassStarted, Stopped
from checker_lab.core.registry import Entry
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.view import Page, Picture, Story

ERRORS: dict[Outcome, CheckerError] = {
    Outcome.FAIL: CheckFailedError("no disk"),
    Outcome.TIMEOUT: CheckTimeoutError(2.0),
}


class Played:
    """Each call is what a checker's owner would tell; `now` is the clock, in seconds."""

    def __init__(self, ids: Iterable[str] = "abc", interval: float = 5.0) -> None:
        self.story = Story(stamp=lambda: "12:00:00")
        self.now = 0.0
        self.interval = interval
        self.running = False
        self.pass_number = 0
        self.entries = {item_id: Entry(item_id, None) for item_id in ids}
        self.began: dict[str, float] = {}
        self.began_in: dict[str, int] = {}
        self.abandoned: dict[str, float] = {}

    def tell(self, event: Event) -> None:
        self.story.hear(event)

    def begin_pass(self) -> None:
        self.pass_number += 1
        self.running = True
        self.tell(PassStarted(self.pass_number, len(self.entries), self.now, "en"))

    def end_pass(self, failures: int = 0) -> None:
        number, items = self.pass_number, len(self.entries)
        self.tell(PassEnded(number, items, failures, self.now, "en"))

    def begin(self, *ids: str) -> None:
        self.began |= dict.fromkeys(ids, self.now)
        self.began_in |= dict.fromkeys(ids, self.pass_number)

    def end(self, item_id: str, outcome: Outcome = Outcome.PASS, of: int | None = None) -> None:
        is_skipped = outcome is Outcome.SKIPPED
        began = self.now if is_skipped else self.began.pop(item_id)
        number = of or (self.pass_number if is_skipped else self.began_in[item_id])
        took = self.now - began
        result = CheckResult(item_id, outcome, number, began, took, ERRORS.get(outcome))
        if item_id in self.entries:
            self.entries[item_id].record(result)
        self.tell(CheckEnded(result, "en"))

    def give_up(self, item_id: str, of: int | None = None) -> None:
        """Its time is over, and it goes on."""
        began = self.began[item_id]
        self.end(item_id, Outcome.TIMEOUT, of)
        self.began[item_id] = began
        self.abandoned[item_id] = self.now

    def come_back(self, item_id: str, of: int | None = None) -> None:
        del self.began[item_id]
        number = of or self.began_in[item_id]
        self.tell(LateReturn(item_id, number, self.now - self.abandoned.pop(item_id), "en"))

    def stop(self, report: StopReport | None = None) -> None:
        self.tell(Stopped(report or StopReport(True), "en"))
        self.running = False

    def snapshot(self) -> Snapshot:
        items: dict[str, ItemSnapshot] = {
            item_id: entry.view(self.began.get(item_id), item_id in self.abandoned)
            for item_id, entry in self.entries.items()
        }
        return Snapshot(
            self.running,
            self.pass_number,
            0,
            items,
            tuple(self.abandoned),
            at=self.now,
            interval=self.interval,
            language="en",
        )

    def picture(self, page: Page | None = None) -> Picture:
        return self.story.picture(self.snapshot(), page)
