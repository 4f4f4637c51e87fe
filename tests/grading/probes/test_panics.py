"""A check that raises harms no other, and its error is printed."""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

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


def test_an_error_that_the_code_has_raised_instead_is_named() -> None:
    path = next(one.path for one in learners() if one.name == "asyncio_raises_another_error")
    saw = grade_file(path, only="reports-panic")["reports-panic"].saw
    assert "; `RuntimeError: one failed: boom-7319`, raised in its place, ended a task" in saw
