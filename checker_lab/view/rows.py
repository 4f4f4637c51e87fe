"""The row of an item: what is shown of it."""

from itertools import islice
from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.lines import describe, reason
from checker_lab.core.results import Outcome
from checker_lab.core.snapshot import ItemSnapshot, Snapshot

__all__ = ["Row", "latency", "row_of", "rows_of"]


class Row(NamedTuple):
    """What is shown of one item.

    `outcome` is that of its last check, or None before the first; `words` says the same in the
    checker's language, `reason` why, if there is anything to say. `seconds` is how long the check
    took, None if it never began; `runs_for` how long the one that runs now has taken. `recent` has
    the last outcomes, the newest last. `abandoned`: a check was given up, and is still at work.
    """

    item_id: str
    outcome: Outcome | None = None
    words: str = ""
    reason: str = ""
    seconds: float | None = None
    runs_for: float | None = None
    checks: int = 0
    failures: int = 0
    failures_in_a_row: int = 0
    skipped: int = 0
    abandoned: bool = False
    recent: tuple[Outcome, ...] = ()

    @property
    def is_well(self) -> bool:
        """Did it pass when it was last asked, with nothing left hanging?"""
        return self.outcome is Outcome.PASS and not self.abandoned


def rows_of(snapshot: Snapshot, most: int | None = None) -> tuple[Row, ...]:
    """A row for each item, in the order of adding; of the first `most` only, if that is given."""
    return tuple(
        row_of(item_id, item, snapshot.at, snapshot.language)
        for item_id, item in islice(snapshot.items.items(), most)
    )


def row_of(item_id: str, item: ItemSnapshot, now: float, language: Language) -> Row:
    """The row of an item at `now`, in seconds on the checker's clock."""
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
        words=describe(last.outcome, language),
        reason="" if last.outcome is Outcome.PASS else reason(last, language),
        seconds=None if last.outcome is Outcome.SKIPPED else last.duration,
    )


def latency(seconds: float | None) -> str:
    """How long it took, for people."""
    if seconds is None:
        return "–"
    milliseconds = round(seconds * 1000)
    return f"{milliseconds} ms" if milliseconds < 1000 else f"{seconds:.2f} s"
