"""A timeout affects only its own call."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_new_worker_when_late",
        "timeout_threads_one_box",
        "timeout_asyncio_cancels_all",
        "timeout_asyncio_three_at_a_time",
        "timeout_asyncio_lock_around_the_timeout",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize("name", ["timeout_threads_shared_crew", "timeout_asyncio_uncancel"])
def test_right_ones_disturb_no_other_call(name: str) -> None:
    assert_judged(name, only=("timeout-isolated",))
