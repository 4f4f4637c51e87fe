"""What is known of the items of one shard, in columns: a million objects would cost far more."""

from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker_lab.core.errors import CheckerError
from checker_lab.core.registry import RECENT
from checker_lab.core.results import CheckResult, Outcome
from checker_lab.core.snapshot import ItemSnapshot

__all__ = ["Accounts", "Reason"]

OUTCOMES = tuple(Outcome)
CODES = {outcome: code for code, outcome in enumerate(OUTCOMES)}
PASS = CODES[Outcome.PASS]
NEVER = 255

Slots = NDArray[Any]

COLUMNS = np.dtype(
    [
        ("outcome", np.uint8),
        ("has_reason", np.bool_),
        ("pass_number", np.uint32),
        ("began", np.float64),
        ("took", np.float64),
        ("checks", np.uint32),
        ("failures", np.uint32),
        ("failures_in_a_row", np.uint32),
        ("skipped", np.uint32),
        ("results", np.uint32),
        ("recent", np.uint8, RECENT),
    ]
)

TOLD = [name for name in COLUMNS.names or () if name not in ("results", "recent")]


class Reason(NamedTuple):
    """Why a check ended so, if it did more than pass."""

    error: CheckerError | None
    output: str


NO_REASON = Reason(None, "")


class Accounts:
    """A row for each slot; the rows are added as slots are."""

    def __init__(self) -> None:
        self._rows = np.zeros(0, COLUMNS)
        self._count = 0
        # Of the last result, and of the last that was none of a skipped check.
        self._reasons: dict[int, Reason] = {}
        self._told: dict[int, Reason] = {}

    def open(self) -> int:
        """A new row; return its slot."""
        if self._count == len(self._rows):
            more = np.zeros(max(16, len(self._rows)), COLUMNS)
            more["outcome"] = NEVER
            self._rows = np.concatenate([self._rows, more])
        self._count += 1
        return self._count - 1

    def reset(self, slot: int) -> None:
        """Nothing is known of it."""
        self._rows[slot] = np.zeros((), COLUMNS)
        self._rows["outcome"][slot] = NEVER
        self._reasons.pop(slot, None)

    def record_passed(
        self, slots: Slots, pass_number: int, began: NDArray[Any], took: NDArray[Any]
    ) -> None:
        """Take checks that passed, and of which there is no more to say, into the account."""
        rows = self._rows
        for slot in slots[rows["has_reason"][slots]]:
            del self._reasons[int(slot)]
        rows["has_reason"][slots] = False
        self._record(slots, PASS, pass_number, began, took)
        rows["checks"][slots] += 1
        rows["failures_in_a_row"][slots] = 0

    def record_skipped(
        self, slots: Slots, pass_number: int, at: float, error: CheckerError
    ) -> None:
        """Take checks that were not made, all for one reason, into the account."""
        self._record(slots, CODES[Outcome.SKIPPED], pass_number, at, 0.0)
        self._rows["skipped"][slots] += 1
        self._rows["has_reason"][slots] = True
        self._reasons.update(dict.fromkeys(slots.tolist(), Reason(error, "")))

    def record(self, slot: int, result: CheckResult) -> None:
        """Take the result of a check that was made into the account."""
        rows, outcome = self._rows, result.outcome
        slots = np.array([slot])
        self._record(slots, CODES[outcome], result.pass_number, result.started_at, result.duration)
        rows["checks"][slot] += 1
        if outcome.is_failure:
            rows["failures"][slot] += 1
            rows["failures_in_a_row"][slot] += 1
        else:
            rows["failures_in_a_row"][slot] = 0
        rows["has_reason"][slot] = True
        self._reasons[slot] = Reason(result.error, result.output)

    def remember(self, slot: int, reason: Reason) -> None:
        """Keep that for `last_told()`."""
        self._told[slot] = reason

    def last_told(self, slot: int) -> Reason:
        """Why the last check of it that was made, and did more than pass, ended so."""
        return self._told.get(slot, NO_REASON)

    def copied(self) -> "Accounts":
        """What is known now, for `views()` at leisure."""
        copy = Accounts()
        copy._rows, copy._count = self._rows[: self._count].copy(), self._count
        copy._reasons = self._reasons.copy()
        return copy

    def views(
        self, ids: Sequence[str], began: Mapping[str, float], abandoned: Container[str]
    ) -> list[ItemSnapshot]:
        """What is known of each item, for people, given what is under way now."""
        columns = [self._rows[name][: self._count].tolist() for name in TOLD]
        rows = zip(ids, self._recent(), *columns, strict=True)
        return [
            ItemSnapshot(
                self._last(slot, item_id, *last),
                checks,
                failures,
                in_a_row,
                skipped,
                item_id in abandoned,
                began.get(item_id),
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
        """The last outcomes of each; of a million items most have had the same, so they share."""
        rows = self._rows[: self._count]
        results = rows["results"].astype(np.intp)
        first = np.where(results < RECENT, 0, results % RECENT)
        places = (first[:, None] + np.arange(RECENT)) % RECENT
        codes = np.take_along_axis(rows["recent"], places, 1).tobytes()
        known: dict[bytes, tuple[Outcome, ...]] = {}
        for slot, count in enumerate(np.minimum(results, RECENT).tolist()):
            key = codes[slot * RECENT : slot * RECENT + count]
            if key not in known:
                known[key] = tuple([OUTCOMES[code] for code in key])
            yield known[key]

    def _record(self, slots: Slots, code: int, pass_number: int, began: Any, took: Any) -> None:
        rows = self._rows
        rows["outcome"][slots] = code
        rows["pass_number"][slots] = pass_number
        rows["began"][slots] = began
        rows["took"][slots] = took
        rows["recent"][slots, rows["results"][slots] % RECENT] = code
        rows["results"][slots] += 1

    def _last(
        self,
        slot: int,
        item_id: str,
        outcome: int,
        has_reason: bool,
        number: int,
        began: float,
        took: float,
    ) -> CheckResult | None:
        if outcome == NEVER:
            return None
        error, output = self._reasons[slot] if has_reason else NO_REASON
        return CheckResult(item_id, OUTCOMES[outcome], number, began, took, error, output)
