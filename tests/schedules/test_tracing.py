"""Which lines are worth a switch: a line that touches only its own variables is not."""

import inspect
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from checker_lab.schedules.tracing import CodeUnderTest, StepLines


class Shared:
    value = 0


def lines_of(function: Callable[..., object]) -> dict[str, bool]:
    """Each line of the body, and whether a switch before it may show something new."""
    code = CodeUnderTest(function.__code__)
    source, first = inspect.getsourcelines(function)
    return {
        text.strip(): number in code.shared_lines
        for number, text in enumerate(source[1:], start=first + 1)
    }


def test_lines_of_own_variables_are_local() -> None:
    def function(shared: Shared, flag: object) -> object:
        mine = shared
        nothing = None
        if flag is None:
            return mine
        return nothing

    assert not any(lines_of(function).values())


def test_lines_that_look_into_something_are_shared() -> None:
    def function(shared: Shared, items: list[int]) -> None:
        shared.value = 1
        print(shared.value)
        if items:
            items[0] = 1
        for item in items:
            del items[item]

    assert all(lines_of(function).values())


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("stand(shared)", False),
        ("found = stand(shared)", False),
        ("return stand(shared)", False),
        ("shared.found = stand(shared)", True),
        ("found = stand(shared) + [shared.value]", True),
        ("found = stand(shared) if stand is not None else shared.value", False),
        ("found = stand(shared) and shared.value", True),
        ("stand(shared); shared.value = 1", True),
    ],
)
def test_the_rest_of_a_line_after_a_call(line: str, expected: bool) -> None:
    stands: list[int] = []

    def keep(shared: Shared) -> list[int]:
        stands.append(sys._getframe(1).f_lasti)
        return [1]

    namespace: dict[str, Callable[[Shared], object]] = {"stand": keep}
    exec(f"def function(shared):\n    {line}\n", namespace)
    function = namespace["function"]
    function(Shared())
    assert CodeUnderTest(function.__code__).rest_is_shared(stands[0]) is expected


def test_code_of_other_modules_and_from_strings_is_not_stepped() -> None:
    lines = StepLines(frozenset({__name__}), frozenset())
    here = sys._getframe()
    assert lines.is_step(here)
    assert not StepLines(frozenset({"other"}), frozenset()).is_step(here)
    namespace: dict[str, Callable[[], FrameType]] = {"__name__": __name__, "sys": sys}  # type: ignore[dict-item]
    exec("def frame(): return sys._getframe()", namespace)
    assert not lines.is_step(namespace["frame"]())
    assert lines.nearest(namespace["frame"]()) is here
