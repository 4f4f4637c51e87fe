"""The naive checker in tasks works, but for the race that it shows."""

import asyncio

import pytest

from checker_lab import AlreadyRunningError, AsyncNaiveChecker, Context
from checker_lab.testing import AsyncScripted, ManualClock, wait_until_async


async def test_two_tasks_that_await_before_either_stores_lose_an_item() -> None:
    checker = AsyncNaiveChecker()
    await asyncio.gather(*(checker.add(AsyncScripted(name)) for name in ("first", "second")))
    assert str(checker) == "second"


async def test_the_naive_tasks_check_and_stop(capsys: pytest.CaptureFixture[str]) -> None:
    clock = ManualClock()
    items = [AsyncScripted("good"), AsyncScripted("bad", ValueError("boom"))]
    async with AsyncNaiveChecker(items, clock=clock) as checker:
        await wait_until_async(lambda: clock.alarms == (5.0,))
        clock.advance(5.0)
        await wait_until_async(lambda: clock.alarms == (10.0,))
        with pytest.raises(AlreadyRunningError):
            checker.run()
        assert [item.ended for item in items] == [2, 2]
        await checker.remove("bad")
        assert str(checker) == "good"
    panic = "bad: паника: ValueError: boom"
    assert capsys.readouterr().out.splitlines() == [panic, panic, "Проверки остановлены"]
    assert not checker.snapshot().running


async def test_a_context_ends_it() -> None:
    context = Context.background().with_cancel()
    checker = AsyncNaiveChecker()
    checker.run(context)
    context.cancel()
    await wait_until_async(lambda: not checker.snapshot().running)
