"""One row per item: what a table shows of it, in the notebook and in the terminal."""

from itertools import islice
from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.lines import reason
from checker_lab.core.results import Outcome
from checker_lab.core.snapshot import ItemSnapshot, Snapshot
from checker_lab.view.words import WORDS

__all__ = ["Row", "latency", "row_of", "rows_of"]


class Row(NamedTuple):
    """What a table shows of one item. Times are in seconds.

    Attributes:
        outcome: that of its last check; None before the first.
        reason: why, if there is a reason to show.
        seconds: how long the last check took; None if it never started.
        runs_for: how long the check in flight has taken so far; None if there is none.
        abandoned: an abandoned check of it still runs.
        recent: its last outcomes, newest last.
        latencies: how long its last checks took, newest last, as far as the view has seen them.
    """

    item_id: str
    outcome: Outcome | None = None
    reason: str = ""
    seconds: float | None = None
    runs_for: float | None = None
    checks: int = 0
    failures: int = 0
    failures_in_a_row: int = 0
    skipped: int = 0
    abandoned: bool = False
    recent: tuple[Outcome, ...] = ()
    latencies: tuple[float, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether its last check passed and no abandoned check of it still runs."""
        return self.outcome is Outcome.PASS and not self.abandoned


def rows_of(snapshot: Snapshot, most: int | None = None) -> tuple[Row, ...]:
    """The rows of all items, in the order they were added; of the first `most` if given."""
    return tuple(
        row_of(item_id, item, snapshot.at, snapshot.language)
        for item_id, item in islice(snapshot.items.items(), most)
    )


def row_of(item_id: str, item: ItemSnapshot, now: float, language: Language) -> Row:
    """The row of an item; `now` is in seconds on the checker's clock."""
    last = item.last
    row = Row(
        item_id,
        runs_for=None if item.started_at is None else max(now - item.started_at, 0.0),
        checks=item.checks,
        failures=item.failures,
        failures_in_a_row=item.failures_in_a_row,
        skipped=item.skipped,
        abandoned=item.abandoned,
        recent=item.recent,
    )
    if last is None:
        return row
    return row._replace(
        outcome=last.outcome,
        reason="" if last.outcome is Outcome.PASS else reason(last, language),
        seconds=None if last.outcome is Outcome.SKIPPED else last.duration,
    )


def latency(seconds: float | None, language: Language) -> str:
    """A duration for people: `13 ms`, `1.00 s`, or a dash for None."""
    if seconds is None:
        return "–"
    words = WORDS[language]
    milliseconds = round(seconds * 1000)
    if milliseconds < 1000:
        return words.milliseconds.format(milliseconds)
    return words.seconds.format(seconds)
