"""A call leaves nothing behind that stays, or that disturbs its caller later."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_stranded_sender",
        "timeout_threads_timer_goes_on_after_errors",
        "timeout_threads_keeps_every_pool",
        "timeout_asyncio_timer_cancels_the_caller",
        "timeout_asyncio_sleeper_goes_on",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize("name", ["timeout_threads_executor", "timeout_asyncio_future"])
def test_right_ones_leave_nothing(name: str) -> None:
    assert_judged(name, only=("leaves-nothing",))
