"""A scripted item ends on a worker as it does in the process of the test."""

import asyncio
import os
import pickle
import threading
from typing import Any

import pytest
from distributed import Client

from checker_lab import HealthCheck
from checker_lab.testing import HANG, Step, wait_until
from tests.cluster.answers import Answers, check_in_thread
from tests.cluster.leftovers import NOTHING, left_everywhere
from tests.cluster.scripted import AsyncSentScripted, SentScripted

TURNS = 16
TASKS: dict[str, "asyncio.Task[Any]"] = {}
"""On a worker: checks that were started there."""


def check(item: Any) -> tuple[str, int, Any]:
    """On a worker: the id there, the process, and the answer or the error."""
    try:
        return item.id, os.getpid(), item.health()
    except BaseException as error:
        return item.id, os.getpid(), error


async def check_async(item: Any) -> tuple[str, int, Any]:
    try:
        return item.id, os.getpid(), await item.health()
    except BaseException as error:
        return item.id, os.getpid(), error


async def start(item: Any) -> None:
    TASKS[item.id] = asyncio.create_task(item.health())


async def start_in_thread(item: Any) -> None:
    TASKS[item.id] = asyncio.create_task(check_in_thread(item))


async def cancel(item_id: str) -> str:
    """Cancel the check, and return what it did in the turns that it gets to end in."""
    task = TASKS[item_id]
    task.cancel()
    for _ in range(TURNS):
        await asyncio.sleep(0)
    if task.done():
        del TASKS[item_id]
    return "cancelled" if task.cancelled() else "ended" if task.done() else "goes on"


async def await_started(item_id: str) -> Any:
    return await TASKS.pop(item_id)


def on_one(client: Client, function: Any, argument: object) -> Any:
    """What `function(argument)` returns on the first worker."""
    # Not client.scheduler_info(), which may be out of date.
    first = min(client.nthreads())  # type: ignore[no-untyped-call]
    return client.run(function, argument, workers=[first])[first]


STEPS: list[Step] = [
    True,
    False,
    HealthCheck("a", "warn", "slow disk"),
    lambda: {"a": [7]},
    ValueError("boom", 7),
    SystemExit(3),
    KeyboardInterrupt(),
    GeneratorExit(),
    ExceptionGroup("two", [ValueError(), OSError(2, "no")]),
]


def assert_ended_as(step: Step, answer: object) -> None:
    wanted = step() if callable(step) else step
    if isinstance(wanted, BaseException):
        assert type(answer) is type(wanted)
        assert repr(answer) == repr(wanted)
    else:
        assert answer == wanted


@pytest.mark.parametrize("step", STEPS, ids=map(str, range(len(STEPS))))
def test_a_step_in_a_thread(client: Client, answers: Answers, step: Step) -> None:
    item = SentScripted(answers, "a", step)
    item_id, process, answer = on_one(client, check, item)
    assert (item_id, process != os.getpid()) == ("a", True)
    assert_ended_as(step, answer)
    assert (item.started, item.ended, item.most_at_once) == (1, 1, 1)


@pytest.mark.parametrize("step", STEPS, ids=map(str, range(len(STEPS))))
def test_a_step_in_a_task(client: Client, async_answers: Answers, step: Step) -> None:
    item = AsyncSentScripted(async_answers, "a", step)
    item_id, process, answer = on_one(client, check_async, item)
    assert (item_id, process != os.getpid()) == ("a", True)
    assert_ended_as(step, answer)
    assert (item.started, item.ended, item.most_at_once) == (1, 1, 1)


def test_a_class_of_the_test_comes_back_as_the_same(client: Client, answers: Answers) -> None:
    class OwnError(Exception):
        pass

    _, _, error = on_one(client, check, SentScripted(answers, "a", OwnError("mine")))
    assert type(error) is OwnError
    assert error.args == ("mine",)


def test_a_step_runs_in_the_test(client: Client, answers: Answers) -> None:
    ran_in: list[int] = []
    _, process, _ = on_one(
        client, check, SentScripted(answers, "a", lambda: ran_in.append(os.getpid()))
    )
    assert ran_in == [os.getpid()] != [process]


def test_checks_that_hang_in_threads(client: Client, answers: Answers) -> None:
    items = [SentScripted(answers, str(number), HANG) for number in range(8)]
    for item in items:
        on_one(client, start_in_thread, item)
    wait_until(lambda: all(item.started for item in items))
    assert left_everywhere(client).checking == 8
    assert not any(item.ended for item in items)
    for item in items:
        item.release()
    ended = [pickle.loads(on_one(client, await_started, item.id)) for item in items]
    assert ended == [(False, True)] * 8
    wait_until(lambda: left_everywhere(client) == NOTHING)


def test_a_task_that_hangs_swallows_its_cancellation(
    client: Client, async_answers: Answers
) -> None:
    item = AsyncSentScripted(async_answers, "a", HANG)
    on_one(client, start, item)
    wait_until(lambda: item.started)
    assert [on_one(client, cancel, "a") for _ in range(3)] == ["goes on"] * 3
    assert item.ended == 0
    async_answers.loop.call_soon_threadsafe(item.release)
    assert on_one(client, await_started, "a") is True


@pytest.mark.parametrize("swallows", [False, True])
def test_a_task_ends_as_the_real_one_when_it_is_cancelled(
    client: Client, async_answers: Answers, swallows: bool
) -> None:
    cancelled: list[bool] = []

    async def wait() -> bool:
        try:
            await asyncio.Event().wait()
        except asyncio.CancelledError:
            cancelled.append(True)
            if not swallows:
                raise
        return True

    item = AsyncSentScripted(async_answers, "a", wait)
    on_one(client, start, item)
    wait_until(lambda: item.started)
    assert on_one(client, cancel, "a") == ("ended" if swallows else "cancelled")
    assert (cancelled, item.ended) == ([True], 1)


def test_a_task_that_is_cancelled_as_soon_as_it_started(
    client: Client, async_answers: Answers
) -> None:
    item = AsyncSentScripted(async_answers, "a", lambda: asyncio.Event().wait())

    async def start_and_cancel(item: Any) -> bool:
        task = asyncio.create_task(item.health())
        await asyncio.sleep(0)
        task.cancel()
        await asyncio.wait({task})
        return task.cancelled()

    assert on_one(client, start_and_cancel, item) is True
    assert (item.started, item.ended) == (1, 1)


def test_what_checkers_leave_is_counted(client: Client, answers: Answers) -> None:
    gate = threading.Event()
    thread = threading.Thread(target=gate.wait, name="checker_lab worker")
    thread.start()
    kept = client.scatter(SentScripted(answers, "a"))  # type: ignore[no-untyped-call]
    left = left_everywhere(client)
    gate.set()
    thread.join()
    assert left == (1, 1, 1, 1)
    del kept
    wait_until(lambda: left_everywhere(client) == NOTHING)
