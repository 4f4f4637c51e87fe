"""The requirements have stable names, and hints that lead without giving the answer."""

import pytest

from checker_lab.grading.hints import hints_for
from checker_lab.grading.kind import Kind
from checker_lab.grading.plan import PROBES, probes_for
from checker_lab.grading.requirements import CHECKER, REQUIREMENTS, TIMEOUT, check_names
from tests.learners import REQUIREMENTS as BY_TASK


def test_the_names_are_those_that_learners_and_teachers_know() -> None:
    assert BY_TASK["checker"] == CHECKER
    assert BY_TASK["timeout"] == TIMEOUT


@pytest.mark.parametrize("name", REQUIREMENTS)
@pytest.mark.parametrize("kind", ["threads", "asyncio"])
def test_each_has_three_hints(name: str, kind: Kind) -> None:
    hints = hints_for(name, kind)
    assert len(set(hints)) == 3
    assert all(hint[0].isupper() or hint.startswith(("stop()", "get_health()")) for hint in hints)
    assert not any(code in hint for hint in hints for code in ("{", "import ", "def ", " = "))
    assert hints[0].endswith(("?", "it.", "writes."))


@pytest.mark.parametrize("name", REQUIREMENTS)
def test_each_is_judged_by_a_probe(name: str) -> None:
    assert any(name in probe.names for probe in PROBES)


def test_a_step_runs_only_the_probes_that_it_needs() -> None:
    assert [probe.function for probe in probes_for(("parallel",))] == ["passes:checks_in_parallel"]


def test_names_come_in_the_order_of_the_requirements() -> None:
    assert check_names(("stops", "returns"), CHECKER) == ("returns", "stops")
    assert check_names("stops", CHECKER) == ("stops",)
    assert check_names(None, TIMEOUT) == TIMEOUT


@pytest.mark.parametrize("only", [("stop",), (), ["times-out"]])
def test_an_unknown_name_is_refused_with_all_that_are_known(only: object) -> None:
    with pytest.raises(ValueError, match="choose from returns, first-pass"):
        check_names(only, CHECKER)


def test_only_is_made_of_names() -> None:
    with pytest.raises(TypeError, match="only= is a tuple of names"):
        check_names(7, CHECKER)
