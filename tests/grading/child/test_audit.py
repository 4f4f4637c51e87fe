"""Functions that came without being executed are judged too."""

from typing import Any

from checker_lab.grading.child.audit import judge_functions
from checker_lab.grading.sentences import Sentence


class Reaches:
    def add(self, item: Any) -> None:
        item.health.__globals__.clear()


class Harmless:
    def add(self, item: Any) -> None:
        item.health()


def test_the_functions_of_a_class_are_judged() -> None:
    found: list[Sentence] = []
    judge_functions(Harmless, found.append)
    judge_functions(Harmless.add, found.append)
    assert found == []
    judge_functions(Reaches, found.append)
    judge_functions(Reaches.add, found.append)
    assert ["__globals__" in str(saw) for saw in found] == [True, True]
