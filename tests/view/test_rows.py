"""The row of an item."""

import pytest

from checker_lab import CheckResult, ItemSnapshot, Outcome, Snapshot
from checker_lab.core.errors import (
    CheckFailedError,
    CheckSkippedError,
    CheckTimeoutError,
    SkipReason,
)
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import Row, latency, row_of, rows_of


def test_the_row_of_an_item_that_was_never_checked() -> None:
    assert row_of("a", ItemSnapshot(), 0.0, "en") == Row("a")


def test_the_row_says_the_outcome_in_words_and_why() -> None:
    failed = CheckResult("a", Outcome.FAIL, 1, 1.0, 0.5, CheckFailedError("x"), "no\ndisk")
    item = ItemSnapshot(failed, 4, 3, 2, 1, recent=(Outcome.PASS, Outcome.FAIL))
    row = row_of("a", item, 9.0, "en")
    assert row[1:5] == (Outcome.FAIL, "not working", r"no\ndisk", 0.5)
    assert (row.checks, row.failures, row.failures_in_a_row, row.skipped) == (4, 3, 2, 1)
    assert row.recent == (Outcome.PASS, Outcome.FAIL)
    assert row_of("a", item, 9.0, "ru").words == "не работает"


def test_a_check_that_never_began_took_no_time() -> None:
    error = CheckSkippedError(SkipReason.STILL_RUNNING)
    skipped = CheckResult("a", Outcome.SKIPPED, 1, 1.0, 0.0, error)
    row = row_of("a", ItemSnapshot(skipped), 9.0, "en")
    assert (row.seconds, row.reason) == (None, str(SkipReason.STILL_RUNNING.value))


@pytest.mark.parametrize(("now", "runs_for"), [(9.0, 2.0), (7.0, 0.0), (6.0, 0.0)])
def test_how_long_the_check_that_runs_now_has_taken(now: float, runs_for: float) -> None:
    late = CheckResult("a", Outcome.TIMEOUT, 1, 7.0, 1.0, CheckTimeoutError(1.0))
    row = row_of("a", ItemSnapshot(late, abandoned=True, started_at=7.0), now, "en")
    assert (row.runs_for, row.seconds, row.abandoned) == (runs_for, 1.0, True)


@pytest.mark.parametrize("outcome", [None, *Outcome])
@pytest.mark.parametrize("abandoned", [False, True])
def test_only_what_passed_with_nothing_left_hanging_is_well(
    outcome: Outcome | None, abandoned: bool
) -> None:
    row = Row("a", outcome, abandoned=abandoned)
    assert row.is_well is (outcome is Outcome.PASS and not abandoned)


def test_rows_are_in_the_order_of_adding() -> None:
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
def test_latencies_for_people(seconds: float | None, text: str) -> None:
    assert latency(seconds) == text


def test_every_outcome_has_a_sign_of_its_own_and_a_name() -> None:
    assert set(MARKS) == {None, *Outcome}
    assert len({mark.sign for mark in MARKS.values()}) == len(MARKS)
    assert {name_of(outcome) for outcome in MARKS} == {
        "not checked yet",
        *(outcome.name for outcome in Outcome),
    }
    assert {outcome for outcome in Outcome if MARKS[outcome].tone == "bad"} == {
        outcome for outcome in Outcome if outcome.is_failure
    }
