"""Items that are added during a run are checked from the next pass on."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_snapshot_at_run",
        "asyncio_takes_them_in_afterwards",
        "threads_one_new_item_a_pass",
        "threads_new_ones_first",
        "asyncio_add_checks_it_first",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name, only=("adds-live",))


@pytest.mark.parametrize("name", ["asyncio_new_ones_immediately", "threads_item_timers"])
def test_a_new_item_may_be_checked_before_the_next_pass(name: str) -> None:
    assert_judged(name, only=("adds-live",))
