"""The rows: what a table shows of each item."""

import pytest

from checker_lab import CheckResult, ItemSnapshot, Outcome, Snapshot
from checker_lab.core.errors import (
    CheckFailedError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)
from checker_lab.view.rows import Row, latency, row_of, rows_of


def test_the_row_of_an_item_that_was_never_checked() -> None:
    assert row_of("a", ItemSnapshot(), 0.0, "en") == Row("a")


def test_a_row_has_the_outcome_in_words_and_the_reason() -> None:
    failed = CheckResult("a", Outcome.FAIL, 1, 1.0, 0.5, CheckFailedError("x"), "no\ndisk")
    item = ItemSnapshot(failed, 4, 3, 2, 1, recent=(Outcome.PASS, Outcome.FAIL))
    row = row_of("a", item, 9.0, "en")
    assert row[1:4] == (Outcome.FAIL, r"no\ndisk", 0.5)
    assert (row.checks, row.failures, row.failures_in_a_row, row.skipped) == (4, 3, 2, 1)
    assert row.recent == (Outcome.PASS, Outcome.FAIL)


def test_a_check_that_never_started_has_no_duration() -> None:
    error = CheckSkippedError(SkipReason.STILL_RUNNING)
    skipped = CheckResult("a", Outcome.SKIPPED, 1, 1.0, 0.0, error)
    row = row_of("a", ItemSnapshot(skipped), 9.0, "en")
    assert (row.seconds, row.reason) == (None, str(SkipReason.STILL_RUNNING.value))


@pytest.mark.parametrize(("now", "runs_for"), [(9.0, 2.0), (7.0, 0.0), (6.0, 0.0)])
def test_a_check_in_flight_has_its_time_so_far(now: float, runs_for: float) -> None:
    late = CheckResult("a", Outcome.TIMEOUT, 1, 7.0, 1.0, CheckTimeoutError(1.0))
    row = row_of("a", ItemSnapshot(late, abandoned=True, started_at=7.0), now, "en")
    assert (row.runs_for, row.seconds, row.abandoned) == (runs_for, 1.0, True)


@pytest.mark.parametrize("outcome", [None, *Outcome])
@pytest.mark.parametrize("abandoned", [False, True])
def test_an_item_is_well_if_it_passed_and_no_abandoned_check_runs(
    outcome: Outcome | None, abandoned: bool
) -> None:
    row = Row("a", outcome, abandoned=abandoned)
    assert row.is_well is (outcome is Outcome.PASS and not abandoned)


def test_rows_keep_the_order_in_which_items_were_added() -> None:
    snapshot = Snapshot(True, 1, 0, {"b": ItemSnapshot(), "a": ItemSnapshot()})
    assert [row.item_id for row in rows_of(snapshot)] == ["b", "a"]
    assert [row.item_id for row in rows_of(snapshot, 1)] == ["b"]


@pytest.mark.parametrize(
    ("seconds", "text"),
    [
        (None, "–"),
        (0.0, "0 ms"),
        (0.0126, "13 ms"),
        (0.9994, "999 ms"),
        (0.9996, "1.00 s"),
        (1.0, "1.00 s"),
        (61.256, "61.26 s"),
    ],
)
def test_latencies(seconds: float | None, text: str) -> None:
    assert latency(seconds, "en") == text
