"""A call returns its answer as soon as it is there, and times out when its time is over."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_twice_the_time",
        "timeout_threads_three_seconds_at_most",
        "timeout_threads_none_is_no_answer",
        "timeout_threads_interrupts_main",
        "timeout_threads_no_async_def",
        "timeout_asyncio_to_thread",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize("name", ["timeout_threads_polls", "timeout_asyncio_timeout_at"])
def test_right_ones_are_on_time(name: str) -> None:
    assert_judged(name, only=("times-out",))
