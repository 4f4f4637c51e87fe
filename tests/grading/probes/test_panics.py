"""A check that raises harms no other, and its error is printed."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_only_exception",
        "asyncio_errors_it_knows",
        "threads_first_error_of_a_pass",
        "threads_an_error_reported_once",
        "asyncio_gather_raises",
        "threads_exit_means_exit",
        "asyncio_exit_means_exit",
        "threads_asks_to_be_ended",
        "threads_exits_some_passes_later",
        "asyncio_interrupts_the_program",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


def test_an_error_that_the_code_has_raised_instead_is_named() -> None:
    path = next(one.path for one in learners() if one.name == "asyncio_raises_another_error")
    saw = grade_file(path, only="reports-panic")["reports-panic"].saw
    assert "; `RuntimeError: one failed: boom-7319`, raised in its place, ended a task" in saw


def test_an_item_that_is_never_checked_is_not_the_fault_of_a_panic() -> None:
    learner = next(one for one in learners() if one.name == "threads_counts_from_one")
    verdict = grade_file(learner.path, only=("recovers", "reports-panic"))["recovers"]
    assert verdict.state == "not reached"
    assert verdict.saw == "'before' is never checked, even when no check raises"


def test_the_report_names_what_ended_the_process() -> None:
    learner = next(one for one in learners() if one.name == "asyncio_exit_means_exit")
    report = grade_file(learner.path, only=("recovers", "reports-panic"))
    assert report["recovers"].saw == (
        "SystemExit in a check of 'one': the code ended its whole process, with exit status 1"
    )
