"""What a live view shows, and nothing about how: no widgets, no threads and no time in it."""

from collections import deque
from collections.abc import Iterator
from typing import NamedTuple

from checker_lab.messages import describe, line, one_line, reason
from checker_lab.model import (
    Event,
    ItemSnapshot,
    Language,
    LateReturn,
    Outcome,
    PassBegan,
    PassEnded,
    Snapshot,
    Stopped,
    StopReport,
)

__all__ = ["LOG_LINES", "LiveModel", "Picture", "Row", "count"]

LOG_LINES = 12
"""Lines of the log: so few that it needs no scrolling, since each paint would scroll it back."""


class Row(NamedTuple):
    """What is shown of one item.

    `outcome` is that of its last check, or None before the first; `words` says the same in the
    checker's language, `reason` why, if there is anything to say. `seconds` is how long the check
    took, None if it never began.
    """

    item_id: str
    outcome: Outcome | None = None
    words: str = ""
    reason: str = ""
    seconds: float | None = None
    checks: int = 0
    failures: int = 0
    skipped: int = 0
    abandoned: bool = False


class Picture(NamedTuple):
    """All that is shown at one moment.

    `stopped` is the line of the last stop and its report in words, while no run has begun since;
    `log` has the newest line first.
    """

    running: bool = False
    pass_number: int = 0
    missed_passes: int = 0
    rows: tuple[Row, ...] = ()
    stopped: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    language: Language = "ru"

    @property
    def outcomes(self) -> dict[str, Outcome | None]:
        """The last outcome of each item by id; None before its first check."""
        return {row.item_id: row.outcome for row in self.rows}

    @property
    def failing(self) -> int:
        """How many items failed when they were last checked."""
        return sum(row.outcome is not None and row.outcome.is_failure for row in self.rows)


class LiveModel:
    """Hears the events of a checker, sees its snapshots, and makes a picture of both."""

    def __init__(self) -> None:
        self._log: deque[str] = deque(maxlen=LOG_LINES)
        self._report: StopReport | None = None
        self._begun_since = False
        self._language: Language = "ru"

    def hear(self, event: Event) -> None:
        """Take in an event; each once, in their order."""
        self._language = event.language
        if (text := _log_line(event)) is not None:
            self._log.appendleft(text)
        if isinstance(event, Stopped):
            self._report, self._begun_since = event.report, False
        elif isinstance(event, PassBegan):
            self._begun_since = True

    def picture(self, snapshot: Snapshot) -> Picture:
        """What to show, given a snapshot that is newer than the last event."""
        # The owner tells of its end before it has ended: that snapshot may still say "running".
        # A pass is what tells a run that has begun since then from one that is about to end.
        if snapshot.running and self._begun_since:
            self._report = None
        return Picture(
            snapshot.running and self._report is None,
            snapshot.pass_number,
            snapshot.missed_passes,
            tuple(self._row(item_id, item) for item_id, item in snapshot.items.items()),
            () if self._report is None else tuple(_stop_lines(self._report, self._language)),
            tuple(self._log),
            self._language,
        )

    def _row(self, item_id: str, item: ItemSnapshot) -> Row:
        last = item.last
        counts = (item.checks, item.failures, item.skipped, item.abandoned)
        if last is None:
            return Row(item_id, None, "", "", None, *counts)
        words = describe(last.outcome, self._language)
        seconds = None if last.outcome is Outcome.SKIPPED else last.duration
        why = "" if last.outcome is Outcome.PASS else reason(last, self._language)
        return Row(item_id, last.outcome, words, why, seconds, *counts)


def _log_line(event: Event) -> str | None:
    match event:
        case PassEnded(number, items, failures):
            return f"pass {number} ended: {count(items, 'item')}, {failures} failing"
        case LateReturn(item_id, _, late):
            return f"{one_line(item_id)}: came back {late:.1f} s after it was given up"
    return line(event)


def _stop_lines(report: StopReport, language: Language) -> Iterator[str]:
    yield line(Stopped(report, language)) or ""
    if report.cancelled:
        yield f"Cancelled: {_names(report.cancelled)}."
    if report.abandoned:
        yield f"Given up, and still at work: {_names(report.abandoned)}."
    if not (report.cancelled or report.abandoned):
        yield "No check was left behind."


def _names(ids: tuple[str, ...]) -> str:
    return one_line(", ".join(ids))


def count(number: int, one: str, many: str = "") -> str:
    """`1 item`, `2 items`."""
    return f"{number} {one if number == 1 else many or one + 's'}"
