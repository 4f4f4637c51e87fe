"""An item is left alone while its check is in flight, and no other item is."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_starts_what_still_runs",
        "threads_overdue_at_its_end",
        "asyncio_checks_it_missed",
        "asyncio_pass_waits_for_the_slowest",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
