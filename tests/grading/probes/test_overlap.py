"""An item is left alone while its check is in flight, and the passes go on for all others."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_starts_what_still_runs",
        "threads_overdue_at_its_end",
        "asyncio_checks_it_missed",
        "asyncio_pass_waits_for_the_slowest",
        "asyncio_gathers_each_pass",
        "threads_pass_ends_at_a_busy_item",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


def test_a_pass_that_is_held_up_is_no_overlap() -> None:
    path = next(one.path for one in learners() if one.name == "threads_pass_ends_at_a_busy_item")
    report = grade_file(path, only=("repeats", "no-overlap", "adds-live"))
    assert report.failed == ("repeats",)
    assert "while a check of 'slow' was in flight, 'quick' was not checked" in report.lead
