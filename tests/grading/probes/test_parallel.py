"""All checks of a pass are in flight at the same time."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name", ["threads_one_after_another", "threads_pool_of_four", "asyncio_semaphore_of_three"]
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name, only=("parallel",))
