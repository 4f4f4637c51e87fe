"""A timeout affects only its own call."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

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


def test_a_call_that_hangs_beside_the_judged_one_is_not_the_cause() -> None:
    path = next(one.path for one in learners() if one.name == "timeout_asyncio_three_at_a_time")
    verdict = grade_file(path, only="timeout-isolated")["timeout-isolated"]
    assert verdict.state == "failed"
    assert "does not return" not in verdict.why
