"""Tests of runs of tasks: setup and invariant, output, and calls from a running loop."""

import asyncio

import pytest

from checker_lab.schedules import (
    StuckError,
    explore,
    play,
)
from tests.schedules.programs import (
    ASYNC_ADDS,
    AsyncNaive,
    nothing_lost_async,
)

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


def test_setup_and_the_invariant_may_be_async() -> None:
    async def setup() -> AsyncNaive:
        shared = AsyncNaive()
        await asyncio.sleep(1)
        return shared

    async def kept(shared: AsyncNaive) -> bool:
        await asyncio.sleep(1)
        return len(shared.items) == 2

    found = explore(setup, ASYNC_ADDS, kept, preemptions=None)
    assert (found.explored, found.losing) == (6, 4)


def test_a_task_that_never_awaits_is_found() -> None:
    async def spin(shared: object) -> None:
        while True:
            pass

    with pytest.raises(StuckError, match=r"A has not returned for 1 s at test_runs\.py"):
        play(object, {"A": spin}, stall=1)


async def test_it_can_be_called_while_a_loop_runs() -> None:
    loop = asyncio.get_running_loop()
    found = explore(AsyncNaive, ASYNC_ADDS, nothing_lost_async, preemptions=None)
    assert found.losing == 4
    assert asyncio.get_running_loop() is loop


def test_the_output_of_tasks_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    async def say(shared: object) -> None:
        print("hello")

    assert play(object, {"A": say}).output == "hello\n"
    assert capsys.readouterr().out == ""
