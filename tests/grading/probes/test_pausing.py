"""Tests of a pause between two instructions of the learner's own code."""

import queue
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

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


def test_two_threads_pause_concurrently_in_the_same_function() -> None:
    box = Box()
    both_are_paused = threading.Barrier(2, timeout=10)
    held = [Held(3, both_are_paused.wait) for _ in range(2)]
    threads = [threading.Thread(target=one, args=(box.add, 1)) for one in held]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [one.where is not None for one in held] == [True, True]
    assert held[0].count == held[1].count > 3


def test_other_threads_run_the_same_function_unpaused() -> None:
    box = Box()

    def hold() -> None:
        thread = threading.Thread(target=box.add, args=(2,))
        thread.start()
        thread.join()

    held = Held(1, hold)
    held(box.add, 1)
    assert held.count == count_instructions(box.add, 3)
    assert box.items == [2, 1, 3]


def test_equal_code_objects_are_counted_each() -> None:
    source = "def add(items):\n    items.append(1)\n"
    namespaces: list[dict[str, Callable[[list[int]], None]]] = [{}, {}]
    for namespace in namespaces:
        exec(compile(source, "<learner>", "exec"), namespace)
    first, second = (namespace["add"] for namespace in namespaces)

    def both(items: list[int]) -> None:
        first(items)
        second(items)

    def one(items: list[int]) -> None:
        first(items)
        first(items)

    assert count_instructions(both, []) == count_instructions(one, [])


def test_an_error_of_the_function_is_raised_and_nothing_stays_on() -> None:
    with pytest.raises(ZeroDivisionError):
        Held(0, lambda: None)(lambda: 1 // 0)
    assert sys.gettrace() is None
    monitoring: Any = getattr(sys, "monitoring", None)
    if monitoring is not None:
        assert "checker_lab" not in [monitoring.get_tool(tool) for tool in range(6)]


class Full:
    def add(self, item: int) -> None:
        box: queue.Queue[int] = queue.Queue(1)
        box.put(0)
        try:
            box.put_nowait(item)
        except queue.Full as error:
            str(error)


def test_every_pause_has_a_line() -> None:
    # Also those in the instructions that Python adds at the end of an `except`.
    for number in range(1, count_instructions(Full().add, 1) + 1):
        held = Held(number, lambda: None)
        held(Full().add, 1)
        assert held.where is not None
        assert isinstance(held.where[1], int)
