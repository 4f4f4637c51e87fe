"""The requirements have names that never change."""

import pytest

from checker_lab.grading.requirements import CHECKER, ON_REQUEST, TIMEOUT, check_names
from tests.learners import REQUIREMENTS as BY_TASK


def test_the_names_are_those_that_learners_and_teachers_know() -> None:
    assert BY_TASK["checker"] == CHECKER + ON_REQUEST
    assert BY_TASK["timeout"] == TIMEOUT


def test_names_come_in_the_order_of_the_requirements() -> None:
    assert check_names(("stops", "returns"), CHECKER) == ("returns", "stops")
    assert check_names("stops", CHECKER) == ("stops",)
    assert check_names(None, TIMEOUT) == TIMEOUT


def test_some_are_judged_only_on_request() -> None:
    assert check_names(None, CHECKER, ON_REQUEST) == CHECKER
    assert check_names(["one-per-id", "stops"], CHECKER, ON_REQUEST) == ("stops", "one-per-id")
    with pytest.raises(ValueError, match="one-per-id"):
        check_names("one-per-id", CHECKER)


@pytest.mark.parametrize("only", [("stop",), (), ["times-out"]])
def test_an_unknown_name_is_refused_with_all_that_are_known(only: object) -> None:
    with pytest.raises(ValueError, match="choose from returns, first-pass"):
        check_names(only, CHECKER)


def test_only_is_made_of_names() -> None:
    with pytest.raises(TypeError, match="only= must be a tuple of names"):
        check_names(7, CHECKER)
