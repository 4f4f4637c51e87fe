"""await_within: the result, the error, or the timeout, and what is left behind."""

import asyncio

import pytest

from checker_lab.core.errors import CheckTimeoutError
from checker_lab.tasks.timeouts import await_within


def test_it_returns_what_the_function_returns() -> None:
    async def answer() -> int:
        return 42

    assert asyncio.run(await_within(5, answer)) == 42


def test_a_task_is_cancelled_before_the_error_comes() -> None:
    ended: list[bool] = []

    async def late() -> None:
        try:
            await asyncio.sleep(60)
        finally:
            ended.append(True)

    with pytest.raises(CheckTimeoutError):
        asyncio.run(await_within(0.01, late))
    assert ended == [True]


def test_a_task_that_swallows_its_cancellation_is_late_all_the_same() -> None:
    async def stubborn() -> str:
        try:
            await asyncio.sleep(60)
        except asyncio.CancelledError:
            return "done after all"
        return "never"

    with pytest.raises(CheckTimeoutError):
        asyncio.run(await_within(0.01, stubborn))


def test_a_cancellation_from_outside_is_none_of_its_business() -> None:
    async def main() -> None:
        started = asyncio.Event()

        async def wait() -> None:
            started.set()
            await asyncio.sleep(60)

        task = asyncio.create_task(await_within(50, wait))
        await started.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    asyncio.run(main())


def test_a_timeout_error_of_the_function_passes_through() -> None:
    error = TimeoutError("the database")

    async def fail() -> None:
        raise error

    with pytest.raises(TimeoutError) as caught:
        asyncio.run(await_within(5, fail))
    assert caught.value is error
