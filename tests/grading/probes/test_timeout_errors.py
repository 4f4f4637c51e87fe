"""A call raises what get_health() raises, and returns everything that it returns."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_every_error_is_late",
        "timeout_threads_only_exception",
        "timeout_threads_raises_the_answer",
        "timeout_threads_copies_errors",
        "timeout_threads_asks_the_future_again",
        "timeout_threads_cancelled_future",
        "timeout_threads_asks_again_after_errors",
        "timeout_asyncio_error_as_answer",
        "timeout_asyncio_group_of_errors",
        "timeout_asyncio_exit_is_an_error",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize(
    "name",
    [
        "timeout_threads_shared_pool",
        "timeout_asyncio_taskgroup",
        "timeout_asyncio_pair",
        "timeout_asyncio_only_exceptions",
    ],
)
def test_right_ones_pass_errors_on(name: str) -> None:
    assert_judged(name, only=("passes-errors-on",))
