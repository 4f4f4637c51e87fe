"""The statistics of the items of one shard, in columns: a million objects would cost far more."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker_lab.cluster.reports import Slots
from checker_lab.core.errors import CheckerError
from checker_lab.core.registry import RECENT
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot

__all__ = ["ItemTable", "Reason"]

OUTCOMES = tuple(Outcome)
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
PASS = CODES[Outcome.PASS]
NEVER = 255
"""The code of an item that was never checked."""

COLUMNS = np.dtype(
    [
        ("outcome", np.uint8),
        ("has_reason", np.bool_),
        ("pass_number", np.uint32),
        ("started_at", np.float64),
        # Seconds from the checker's clock to the wall clock, when the result arrived.
        ("wall_offset", np.float64),
        ("duration", np.float64),
        ("checks", np.uint32),
        ("failures", np.uint32),
        ("failures_in_a_row", np.uint32),
        ("skipped", np.uint32),
        # How many outcomes there were in all, which says where `recent`, a ring, begins.
        ("results", np.uint32),
        ("recent", np.uint8, RECENT),
    ]
)

SHOWN = [name for name in COLUMNS.names or () if name not in ("results", "recent")]

Seconds = NDArray[np.float64] | float


class Reason(NamedTuple):
    """Why a check ended as it did, if it did more than pass."""

    error: CheckerError | None
    output: str


NO_REASON = Reason(None, "")


class ItemTable:
    """One row for each slot of a shard. The checker's lock guards it."""

    def __init__(self) -> None:
        self._rows = np.zeros(0, COLUMNS)
        self._count = 0
        # Of the last result, where `has_reason`; and of the last one that the worker explained.
        self._reasons: dict[int, Reason] = {}
        self._explained: dict[int, Reason] = {}

    def add_row(self) -> int:
        """Add a row, and return its slot."""
        if self._count == len(self._rows):
            more = np.zeros(max(16, len(self._rows)), COLUMNS)
            more["outcome"] = NEVER
            self._rows = np.concatenate([self._rows, more])
        self._count += 1
        return self._count - 1

    def reset(self, slot: int) -> None:
        """Forget the results of the slot, which gets another item."""
        self._rows[slot] = np.zeros((), COLUMNS)
        self._rows["outcome"][slot] = NEVER
        self._reasons.pop(slot, None)

    def record_passed(
        self,
        slots: Slots,
        pass_number: int,
        started_at: Seconds,
        durations: Seconds,
        wall_offset: float,
    ) -> None:
        """Record checks that passed without a message."""
        rows = self._rows
        for slot in slots[rows["has_reason"][slots]]:
            del self._reasons[int(slot)]
        rows["has_reason"][slots] = False
        self._record(slots, PASS, pass_number, started_at, durations, wall_offset)
        rows["checks"][slots] += 1
        rows["failures_in_a_row"][slots] = 0

    def record_skipped(
        self, slots: Slots, pass_number: int, at: float, error: CheckerError, wall_offset: float
    ) -> None:
        """Record checks that were skipped, all for one reason."""
        self._record(slots, CODES[Outcome.SKIPPED], pass_number, at, 0.0, wall_offset)
        self._rows["skipped"][slots] += 1
        self._rows["has_reason"][slots] = True
        self._reasons.update(dict.fromkeys(slots.tolist(), Reason(error, "")))

    def record(self, slot: int, result: CheckResult, wall_offset: float) -> None:
        """Record the result of any other check."""
        rows, (_, outcome, number, started_at, duration, *_) = self._rows, result
        self._record(np.array([slot]), CODES[outcome], number, started_at, duration, wall_offset)
        rows["checks"][slot] += 1
        if outcome.is_failure:
            rows["failures"][slot] += 1
            rows["failures_in_a_row"][slot] += 1
        else:
            rows["failures_in_a_row"][slot] = 0
        rows["has_reason"][slot] = True
        self._reasons[slot] = Reason(result.error, result.output)

    def explain(self, slot: int, reason: Reason) -> None:
        """Keep what the worker sends once, for results that refer to it."""
        self._explained[slot] = reason

    def last_explained(self, slot: int) -> Reason:
        """Return the reason that the worker sent last for this slot."""
        return self._explained.get(slot, NO_REASON)

    def copy(self) -> "ItemTable":
        """Copy what `views()` needs; this takes a hundredth of its time."""
        copied = ItemTable()
        copied._rows, copied._count = self._rows[: self._count].copy(), self._count
        copied._reasons = self._reasons.copy()
        return copied

    def views(
        self, ids: Sequence[str], started_at: Mapping[str, float], abandoned: Container[str]
    ) -> list[ItemSnapshot]:
        """Return the view of each item.

        Args:
            ids: the ids of the items by slot.
            started_at: when the checks that run now started, by id, in seconds.
            abandoned: the ids whose abandoned checks still run.
        """
        columns = [self._rows[name][: self._count].tolist() for name in SHOWN]
        rows = zip(ids, self._recent(), *columns, strict=True)
        return [
            ItemSnapshot(
                self._last(slot, item_id, *last),
                checks,
                failures,
                in_a_row,
                skipped,
                item_id in abandoned,
                started_at.get(item_id),
                recent,
            )
            for slot, (
                item_id,
                recent,
                *last,
                checks,
                failures,
                in_a_row,
                skipped,
            ) in enumerate(rows)
        ]

    def _recent(self) -> Iterator[tuple[Outcome, ...]]:
        """Yield the recent outcomes of each item; items with the same ones share a tuple."""
        rows = self._rows[: self._count]
        results = rows["results"].astype(np.intp)
        first = np.where(results < RECENT, 0, results % RECENT)
        places = (first[:, None] + np.arange(RECENT)) % RECENT
        codes = np.take_along_axis(rows["recent"], places, 1).tobytes()
        tuples: dict[bytes, tuple[Outcome, ...]] = {}
        for slot, count in enumerate(np.minimum(results, RECENT).tolist()):
            key = codes[slot * RECENT : slot * RECENT + count]
            if key not in tuples:
                tuples[key] = tuple([OUTCOMES[code] for code in key])
            yield tuples[key]

    def _record(
        self,
        slots: Slots,
        code: int,
        pass_number: int,
        started_at: Seconds,
        durations: Seconds,
        wall_offset: float,
    ) -> None:
        rows = self._rows
        rows["outcome"][slots] = code
        rows["pass_number"][slots] = pass_number
        rows["started_at"][slots] = started_at
        rows["wall_offset"][slots] = wall_offset
        rows["duration"][slots] = durations
        rows["recent"][slots, rows["results"][slots] % RECENT] = code
        rows["results"][slots] += 1

    def _last(
        self,
        slot: int,
        item_id: str,
        code: int,
        has_reason: bool,
        number: int,
        started_at: float,
        wall_offset: float,
        duration: float,
    ) -> CheckResult | None:
        if code == NEVER:
            return None
        error, output = self._reasons[slot] if has_reason else NO_REASON
        outcome, wall_time = OUTCOMES[code], started_at + wall_offset
        return CheckResult(item_id, outcome, number, started_at, duration, error, output, wall_time)
