"""Tests of which lines are steps, and at which of them a switch can make a difference."""

import inspect
import sys
from collections.abc import Callable
from types import FrameType

import pytest

from checker_lab.schedules import explore
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


def test_what_code_between_does_after_a_call_is_a_step_of_its_own() -> None:
    class Inventory:
        def __init__(self) -> None:
            self.values = {"n": 0}

        def next(self) -> int:
            return self.values["n"] + 1

        def count(self) -> None:
            store(self)

    # `store` is no code of this module: it calls next(), which is, and stores what it returns.
    namespace: dict[str, Callable[[Inventory], None]] = {}
    exec("def store(shared): shared.values['n'] = shared.next()", namespace)
    store = namespace["store"]

    found = explore(
        Inventory,
        {"A": Inventory.count, "B": Inventory.count},
        lambda inventory: inventory.values["n"] == 2,
    )
    assert found.losing > 0


def test_a_test_for_truth_of_a_shared_list_reads_it() -> None:
    def pop(shared: list[int]) -> None:
        mine = shared
        if mine:
            mine.pop()

    found = explore(lambda: [1], {"A": pop, "B": pop}, lambda shared: shared == [])
    assert found.losing > 0


def test_a_line_that_calls_and_then_stores_is_two_steps() -> None:
    class Counter:
        def __init__(self) -> None:
            self.value = 0

        def get(self) -> int:
            return self.value

        def count(self) -> None:
            self.value = self.get() + 1

    # The line `self.value = self.get() + 1` reads in get(), and stores after it.
    found = explore(
        Counter, {"A": Counter.count, "B": Counter.count}, lambda counter: counter.value == 2
    )
    assert found.losing > 0
