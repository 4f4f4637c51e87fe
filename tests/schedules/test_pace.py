"""A new interval against add, run and stop of the shipped checkers, in every order."""

from collections.abc import Callable
from typing import Any

import pytest

from checker_lab.schedules import explore
from tests.schedules.test_pairs import Seen, TasksSeen, ThreadsSeen

ACTS = ["add", "run", "stop", "interval"]


def is_right(seen: Seen, act: str) -> bool:
    """The rest is as it must be without a new interval, and the new one holds everywhere."""
    seen.is_right((act, "interval"))
    checker = seen.checker
    with checker._lock:
        in_engine = checker._state.engine.interval
    assert checker.interval == checker.snapshot().interval == in_engine == 2.0
    assert checker.snapshot().missed_passes == 0
    return True


def change(seen: Seen) -> None:
    seen.checker.interval = 2.0


def in_thread(act: str) -> Callable[[Any], Any]:
    return change if act == "interval" else lambda seen: getattr(seen, act)("A")


def in_task(act: str) -> Callable[[Any], Any]:
    async def call(seen: Any) -> None:
        result = in_thread(act)(seen)
        if result is not None:
            await result

    return call


both_states = pytest.mark.parametrize("running", [False, True], ids=["at_rest", "running"])
every_act = pytest.mark.parametrize("act", ACTS)


@every_act
@both_states
def test_in_threads(act: str, running: bool) -> None:
    threads = {"A": in_thread(act), "B": in_thread("interval")}
    found = explore(
        lambda: ThreadsSeen(running), threads, lambda seen: is_right(seen, act), preemptions=0
    )
    found.assert_holds()
    assert found.explored > 1


@every_act
@both_states
def test_in_tasks(act: str, running: bool) -> None:
    tasks = {"A": in_task(act), "B": in_task("interval")}
    found = explore(
        lambda: TasksSeen(running), tasks, lambda seen: is_right(seen, act), preemptions=2
    )
    found.assert_holds()
    assert found.explored > 1
