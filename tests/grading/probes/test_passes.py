"""run() returns, and passes come when they should."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_start_and_join",
        "asyncio_sleeps_first",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
