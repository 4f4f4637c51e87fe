"""Tests of why a task waits: whatever blocks is known as blocked, and says why."""

import asyncio
from collections.abc import Callable
from typing import Any

import pytest

from checker_lab.schedules import (
    play,
)


async def idle(shared: Any) -> None:
    """Does nothing: the task that does not come to the rescue."""


async def wait_on(condition: asyncio.Condition) -> None:
    async with condition:
        await condition.wait()


async def put_two(items: "asyncio.Queue[int]") -> None:
    await items.put(1)
    await items.put(2)


async def put_and_join(items: "asyncio.Queue[int]") -> None:
    await items.put(1)
    await items.join()


async def await_child(shared: object) -> None:
    await asyncio.create_task(asyncio.Event().wait(), name="child")


async def gather_children(shared: object) -> None:
    never = asyncio.Event()
    children = [asyncio.create_task(never.wait(), name=name) for name in ("one", "two")]
    await asyncio.gather(*children)


async def wait_for_children(shared: object) -> None:
    never = asyncio.Event()
    await asyncio.wait({asyncio.create_task(never.wait(), name="child")})


async def group(shared: object) -> None:
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(asyncio.Event().wait())


async def await_future(shared: object) -> None:
    await asyncio.get_running_loop().create_future()


CASES: list[tuple[Callable[[], Any], Callable[[Any], Any], str]] = [
    (asyncio.Condition, wait_on, "waits to be notified"),
    (asyncio.Event, lambda event: event.wait(), "waits for the event to be set"),
    (
        lambda: asyncio.Semaphore(0),
        lambda semaphore: semaphore.acquire(),
        "waits for a permit of the semaphore",
    ),
    (
        lambda: asyncio.Barrier(2),
        lambda barrier: barrier.wait(),
        "waits for the others at the barrier",
    ),
    (asyncio.Queue, lambda items: items.get(), "waits for an item in the queue"),
    (lambda: asyncio.Queue(1), put_two, "waits for room in the queue"),
    (asyncio.Queue, put_and_join, "waits until all that was queued is done"),
    (object, await_child, "waits for child to end"),
    (object, gather_children, "waits for one and two to end"),
    (object, wait_for_children, "waits for child to end"),
    (object, group, "waits for the tasks of its group to end"),
    (object, await_future, "waits for a future"),
]


@pytest.mark.parametrize(("setup", "function", "reason"), CASES)
def test_the_reason_in_words(
    setup: Callable[[], Any], function: Callable[[Any], Any], reason: str
) -> None:
    async def wait(shared: Any) -> None:
        await function(shared)

    run = play(setup, {"A": idle, "B": wait})
    assert run.outcome == "deadlock"
    assert (run.threads["B"].state, run.threads["B"].reason) == ("waiting", reason)
