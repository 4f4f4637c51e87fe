"""Tests of the event loop of a schedule: its time, its callbacks and the end of its tasks."""

import asyncio
import time
from typing import Any

import pytest

from checker_lab.schedules import (
    explore,
    play,
)

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


async def idle(shared: Any) -> None:
    """Does nothing: the task that does not come to the rescue."""


def test_time_is_virtual_and_a_timeout_fires() -> None:
    async def late(shared: list[str]) -> None:
        try:
            async with asyncio.timeout(2):
                await asyncio.sleep(5)
        except TimeoutError:
            shared.append("late")

    started_at = time.perf_counter()
    run = play(list, {"A": late})
    assert time.perf_counter() - started_at < 2
    assert (run.shared, run.seconds) == (["late"], 2.0)
    assert run.steps[0].note == "sleeps until 5 s"


def test_an_exception_in_a_callback_loses() -> None:
    async def call(shared: object) -> None:
        asyncio.get_running_loop().call_soon(lambda: 1 / 0)
        await asyncio.sleep(0)

    run = play(object, {"A": call})
    assert run.reason == ("a callback of the loop raised ZeroDivisionError: division by zero")


@pytest.mark.parametrize("error", [SystemExit, KeyboardInterrupt])
def test_a_task_that_would_end_the_program_loses(error: type[BaseException]) -> None:
    async def leave(shared: object) -> None:
        raise error

    assert play(object, {"A": leave, "B": idle}).reason == f"A raised {error.__name__}"


def test_a_task_that_swallows_its_end_is_dropped() -> None:
    async def stubborn(shared: object) -> None:
        while True:
            try:
                await asyncio.Event().wait()
            except BaseException:
                pass

    assert play(object, {"A": stubborn}).outcome == "deadlock"


def test_a_task_that_is_left_in_a_task_group_is_dropped() -> None:
    owners: list[asyncio.Task[None]] = []

    async def wait_in_a_group() -> None:
        async with asyncio.TaskGroup() as group:
            group.create_task(asyncio.Event().wait())
            await asyncio.Event().wait()

    async def setup() -> None:
        owners.append(asyncio.get_running_loop().create_task(wait_in_a_group()))

    found = explore(setup, {"A": idle}, lambda shared: True, preemptions=0)
    found.assert_holds()
    assert owners


def test_callbacks_run_in_order_before_the_next_move() -> None:
    async def call(shared: list[str]) -> None:
        loop = asyncio.get_running_loop()
        loop.call_soon(shared.append, "first")
        loop.call_soon(shared.append, "second")
        loop.call_later(2, shared.append, "third").cancel()
        await asyncio.sleep(0)
        shared.append("move")

    run = play(list, {"A": call})
    assert (run.shared, run.seconds) == (["first", "second", "move"], 0.0)


def test_a_set_of_tasks_has_the_same_order_in_every_run() -> None:
    async def start(shared: list[str]) -> None:
        tasks = {asyncio.create_task(asyncio.sleep(0), name=f"task-{n}") for n in range(50)}
        shared.extend(task.get_name() for task in tasks)
        await asyncio.wait(tasks)

    assert play(list, {"A": start}).shared == play(list, {"A": start}).shared
