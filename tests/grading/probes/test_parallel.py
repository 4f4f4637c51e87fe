"""All checks of a pass are in flight at the same time."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name", ["threads_one_after_another", "threads_pool_of_four", "asyncio_semaphore_of_three"]
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name, only=("parallel",))


def test_one_item_in_flight_is_not_all_in_parallel() -> None:
    learner = next(one for one in learners() if one.name == "threads_room_for_one")
    verdict = grade_file(learner.path, only=("parallel",))["parallel"]
    assert verdict.state == "not reached"
    assert verdict.saw.startswith("only 1 of 20 items were ever checked")
