"""Tests of which task moves, and how a run of tasks ends."""

import asyncio
import concurrent.futures
import threading
from collections.abc import Awaitable, Callable
from contextlib import suppress
from typing import Any

import pytest

from checker_lab.schedules import (
    ScheduleError,
    WaitsForeverError,
    explore,
    play,
)
from tests.schedules.programs import (
    ASYNC_ADDS,
    AsyncLocked,
    AsyncNaive,
    async_add_b,
    nothing_lost_async,
)

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


async def idle(shared: Any) -> None:
    """Does nothing: the task that does not come to the rescue."""


def test_the_lost_update_is_found() -> None:
    found = explore(AsyncNaive, ASYNC_ADDS, nothing_lost_async, preemptions=None)
    # Two tasks of two steps each: 4! / (2! 2!) = 6 orders.
    assert (found.explored, found.losing, found.exhausted) == (6, 4, True)
    assert str(found.shortest) == "A B B A"


def test_without_a_preemption_it_is_the_order_of_asyncio() -> None:
    shared = AsyncNaive()

    async def both() -> None:
        await asyncio.gather(async_add_a_to(shared), async_add_b(shared))

    asyncio.run(both())
    run = play(AsyncNaive, ASYNC_ADDS)
    assert str(run.schedule) == "A B A B"
    assert isinstance(run.shared, AsyncNaive)
    assert run.shared.items == shared.items == ["b"]
    found = explore(AsyncNaive, ASYNC_ADDS, nothing_lost_async, preemptions=0)
    assert (found.explored, found.losing) == (1, 1)


def async_add_a_to(shared: AsyncNaive) -> Awaitable[None]:
    return shared.add("a")


def test_the_fix_is_proven() -> None:
    found = explore(AsyncLocked, ASYNC_ADDS, nothing_lost_async, preemptions=None)
    assert found.holds
    assert found.explored > 1


def test_a_lock_of_threads_blocks_the_loop() -> None:
    async def hold(lock: threading.Lock) -> None:
        with lock:
            await asyncio.sleep(1)

    run = play(threading.Lock, {"A": hold, "B": hold})
    assert run.outcome == "deadlock"
    assert run.reason == (
        "deadlock: B waits for a lock of threads that is held, and blocks all tasks of the loop"
    )
    assert (run.threads["B"].state, run.threads["B"].can_move) == ("waiting", False)
    assert run.steps[-1].note == run.threads["B"].reason == run.reason.partition(": B ")[2]


def test_a_task_that_raises_loses() -> None:
    async def fail(shared: object) -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    run = play(object, {"A": fail, "B": idle})
    assert (run.outcome, run.reason) == ("raised", "A raised ValueError: no")
    assert run.steps[-1].note == "raised ValueError: no"


def test_an_exception_that_no_code_retrieves_loses() -> None:
    async def fail() -> None:
        raise ValueError("no")

    async def forget(shared: list[object]) -> None:
        shared.append(asyncio.create_task(fail(), name="child"))
        await asyncio.sleep(0)

    async def catch(shared: list[object]) -> None:
        with pytest.raises(ValueError, match="no"):
            await asyncio.create_task(fail(), name="child")

    assert play(list, {"A": forget}).reason == "child raised ValueError: no"
    assert play(list, {"A": catch}).outcome == "holds"


def test_a_run_ends_when_only_other_tasks_are_left_to_wait() -> None:
    kept: list[object] = []

    async def start(shared: list[int]) -> None:
        async def tick() -> None:
            while True:
                shared.append(1)
                await asyncio.sleep(5)

        kept.append(asyncio.create_task(tick()))

    run = play(list, {"A": start}, "", lambda shared: shared == [1])
    assert (run.outcome, run.seconds) == ("holds", 0.0)
    assert list(run.threads) == ["A", "tick"]


def test_an_endless_loop_ends() -> None:
    async def spin(shared: AsyncNaive) -> None:
        for _ in iter(int, 1):
            await asyncio.sleep(0)

    run = play(AsyncNaive, {"A": spin}, max_steps=300)
    assert run.outcome == "endless"
    assert run.reason.startswith("A does not end")
    found = explore(AsyncNaive, {"A": spin, "B": async_add_b}, lambda shared: True, max_steps=300)
    assert (found.losing, found.exhausted) == (1, False)


def test_a_task_that_starts_a_thread_is_an_error() -> None:
    async def start(shared: object) -> None:
        threading.Thread(target=print, name="helper").start()

    with pytest.raises(ScheduleError, match="a task has started the thread 'helper'"):
        play(object, {"A": start})


async def to_thread(shared: list[int]) -> None:
    shared.append(await asyncio.to_thread(int, "1"))


async def in_executor(shared: list[int]) -> None:
    loop = asyncio.get_running_loop()
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        shared.append(await loop.run_in_executor(pool, int, "1"))


async def to_thread_and_go_on(shared: list[int]) -> None:
    with suppress(Exception):
        await to_thread(shared)


@pytest.mark.parametrize("task", [to_thread, in_executor, to_thread_and_go_on])
def test_a_task_that_hands_work_to_a_thread_is_an_error(task: Callable[[Any], Any]) -> None:
    with pytest.raises(ScheduleError, match=r"a task has started the thread .*without threads"):
        explore(list, {"A": task, "B": task}, lambda shared: shared == [1, 1])


def test_a_setup_that_hands_work_to_a_thread_is_an_error() -> None:
    async def setup() -> int:
        return await asyncio.to_thread(int, "1")

    with pytest.raises(ScheduleError, match="tasks are played without threads"):
        play(setup, {"A": idle})


def test_a_setup_that_waits_forever_is_an_error() -> None:
    async def setup() -> None:
        await asyncio.Event().wait()

    with pytest.raises(WaitsForeverError, match="setup"):
        play(setup, {"A": idle})
