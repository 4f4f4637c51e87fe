"""Tests of what may be scheduled: the arguments, and the modules whose lines are steps."""

import functools
import json
import sys
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from checker_lab.schedules import explore
from checker_lab.schedules.program import Program, code_of, modules_of, unwrapped
from tests.schedules import programs
from tests.schedules.programs import (
    Naive,
    add_a,
    nothing_lost,
)


@pytest.mark.parametrize(
    ("threads", "error", "message"),
    [
        ({}, ValueError, "threads must be given as"),
        ({"": add_a}, ValueError, "a space or a star"),
        ({"A B": add_a}, ValueError, "a space or a star"),
        ({"A*2": add_a}, ValueError, "a space or a star"),
        ({1: add_a}, TypeError, "a str"),
        ({"A": 1}, TypeError, "must be a function"),
    ],
)
def test_wrong_threads_are_refused(
    threads: dict[str, Callable[[Naive], None]], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        explore(Naive, threads, nothing_lost)


def test_threads_and_tasks_do_not_mix() -> None:
    async def add(shared: Naive) -> None:
        shared.add("b")

    with pytest.raises(TypeError, match="do not mix"):
        explore(Naive, {"A": add_a, "B": add}, nothing_lost)


def test_a_program_is_of_threads_or_of_tasks() -> None:
    assert not Program(Naive, {"A": add_a}, None).is_async
    assert Program(Naive, {"A": programs.async_add_a}, None).is_async
    assert Program(Naive, {"A": functools.partial(programs.async_add_a)}, None).is_async


def test_what_wraps_a_plain_function_in_a_task_is_a_task() -> None:
    @functools.wraps(add_a)
    async def wrapper(shared: Naive) -> None:
        add_a(shared)

    assert Program(Naive, {"A": wrapper}, None).is_async


def test_the_namespaces_are_those_of_the_functions_and_of_what_they_mention() -> None:
    def setup() -> Any:
        return programs.Locked()

    namespaces = Program(setup, {"A": add_a}, None).namespaces
    assert vars(sys.modules[__name__]) in namespaces
    assert vars(programs) in namespaces


def test_step_into_takes_the_place_of_the_default_modules() -> None:
    default = Program(Naive, {"A": add_a}, None).lines()
    assert not default.is_step(frame_of("json"))
    assert default.is_step(frame_of("checker_lab.threads.channel"))
    chosen = Program(Naive, {"A": add_a}, None, step_into=[json]).lines()
    assert chosen.is_step(frame_of("json"))
    assert chosen.is_step(frame_of(programs.__name__))
    assert not chosen.is_step(frame_of("checker_lab.threads.channel"))


def frame_of(module: str) -> Any:
    """Return what looks like a frame of a module."""
    return SimpleNamespace(f_globals={"__name__": module}, f_code=frame_of.__code__)


def test_the_modules_of_a_shared_object_are_those_of_its_parts() -> None:
    here = programs.__name__
    for shared in (Naive(), [Naive()], {"a": Naive()}, SimpleNamespace(naive=Naive()), Naive):
        assert here in modules_of(shared)
    assert modules_of([1, "two"]) == modules_of(object()) == frozenset()


def test_the_function_inside_of_partial_objects_and_decorators_is_found() -> None:
    @functools.wraps(add_a)
    def decorated(shared: Naive) -> None:
        add_a(shared)

    assert unwrapped(functools.partial(functools.partial(decorated))) is add_a
    assert code_of(decorated) is add_a.__code__
    assert code_of(print) is None
