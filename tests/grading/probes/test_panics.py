"""A check that raises harms no other, and its error is printed."""

import pytest

from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_only_exception",
        "asyncio_errors_it_knows",
        "threads_first_error_of_a_pass",
        "threads_an_error_reported_once",
        "asyncio_gather_raises",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)
