"""stop() does not wait for checks that hang, and cancels their tasks."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_seconds_of_grace",
        "threads_five_seconds_of_grace",
        "asyncio_five_seconds_of_grace",
        "asyncio_nobody_keeps_the_checks",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
