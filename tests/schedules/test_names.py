"""Tests of the names of threads and tasks."""

import asyncio
import threading
from typing import Any

import pytest

from checker_lab.schedules import play
from checker_lab.schedules.names import check_name, name_of, task_name


def test_threads_that_the_code_has_started_have_names_of_their_own() -> None:
    def work() -> None:
        pass

    def start(shared: object) -> None:
        named = threading.Thread(target=work, name="a worker")
        unnamed = [threading.Thread(target=work) for _ in range(2)]
        for thread in (named, *unnamed):
            thread.start()
        for thread in (named, *unnamed):
            thread.join()

    run = play(object, {"A": start})
    assert list(run.threads) == ["A", "a-worker", "work", "work-2"]
    assert play(object, {"A": start}, run.schedule) == run


@pytest.mark.parametrize(
    ("thread", "name"),
    [
        (threading.Thread(name="a worker*"), "a-worker"),
        (threading.Thread(target=print), "print"),
        (threading.Timer(1, print), "Timer"),
        (threading.Thread(name="ThreadPoolExecutor-7_3"), "pool"),
        (threading.Thread(name="*"), "thread"),
    ],
)
def test_a_thread_is_named_after_what_is_the_same_in_every_run(
    thread: threading.Thread, name: str
) -> None:
    assert name_of(thread, ()) == name
    assert name_of(thread, {name, f"{name}-2"}) == f"{name}-3"


async def tick() -> None:
    """A task with an automatic name is named after its coroutine function."""


async def test_a_task_is_named_after_its_coroutine_function() -> None:
    automatic: asyncio.Task[Any] = asyncio.create_task(tick())
    named = asyncio.create_task(tick(), name="my task")
    assert task_name(automatic, ()) == "tick"
    assert task_name(automatic, {"tick"}) == "tick-2"
    assert task_name(named, ()) == "my-task"
    await asyncio.gather(automatic, named)


def test_a_name_that_can_be_part_of_a_schedule_is_returned() -> None:
    assert check_name("Привет-2") == "Привет-2"
    for name in ("", "a b", "a*", "a\n"):
        with pytest.raises(ValueError, match="a space or a star"):
            check_name(name)
    with pytest.raises(TypeError, match="a str"):
        check_name(1)
