"""A call can be held up between two instructions of the learner's own code."""

import queue

from checker_lab.grading.probes.pausing import Held, count_instructions


class Box:
    def __init__(self) -> None:
        self.items: list[int] = []

    def add(self, item: int) -> None:
        self.items = [*self.items, item]


def test_another_comes_between_two_instructions_of_one_line() -> None:
    lost = 0
    for number in range(1, count_instructions(Box().add, 1) + 1):
        box = Box()
        Held(number, lambda box=box: box.add(2))(box.add, 1)  # type: ignore[misc]
        lost += sorted(box.items) != [1, 2]
    assert lost


def test_the_libraries_are_not_held_up() -> None:
    assert count_instructions(queue.Queue().put, 1) == 0


def test_it_tells_where() -> None:
    held = Held(1, lambda: None)
    held(Box().add, 1)
    assert held.where is not None
    assert held.where[0] == __file__


def test_it_is_held_up_once() -> None:
    calls: list[int] = []
    Held(2, lambda: calls.append(1))(Box().add, 1)
    assert calls == [1]
