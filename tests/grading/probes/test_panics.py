"""A check that raises harms no other, and its error is printed."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_only_exception",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
