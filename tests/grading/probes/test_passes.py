"""run() returns, and passes come when they should."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)
REPEATS = ("repeats",)
START = ("returns", "first-pass", "repeats")


@pytest.mark.parametrize(
    "name",
    [
        "threads_start_and_join",
        "asyncio_sleeps_first",
        "threads_short_and_long",
        "threads_from_the_last_look",
        "asyncio_passes_in_bursts",
        "asyncio_answers_must_be_known",
        "threads_no_answer_no_item",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize("name", ["asyncio_run_returns_its_task", "asyncio_async_run"])
def test_run_may_be_plain_or_not_and_return_its_task(name: str) -> None:
    assert_judged(name, only=START)


@pytest.mark.parametrize("name", ["threads_polls", "threads_rest_of_the_interval"])
def test_who_is_a_little_late_but_does_not_drift_is_right(name: str) -> None:
    assert_judged(name, only=REPEATS)
