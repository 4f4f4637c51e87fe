"""What only tasks do: cancellation, event loops that end, calls from other threads."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker_lab import AsyncChecker, Context, Outcome, StopReport
from checker_lab.testing import (
    HANG,
    AsyncScripted,
    EventLog,
    ManualClock,
    wait_until,
    wait_until_async,
)


async def forever() -> bool:
    await asyncio.Event().wait()
    return True


async def slow_to_end() -> bool:
    try:
        return await forever()
    finally:
        for _ in range(3):
            await asyncio.sleep(0)


@pytest.mark.parametrize("check", [forever, slow_to_end])
async def test_a_task_that_is_cancelled_at_its_timeout_is_not_abandoned(
    check: Callable[[], Awaitable[bool]],
) -> None:
    clock, log = ManualClock(), EventLog()
    item = AsyncScripted("slow", check)
    async with AsyncChecker([item], timeout=1.0, clock=clock, on_event=log) as checker:
        await wait_until_async(lambda: item.started)
        clock.advance(1.0)
        await wait_until_async(lambda: log.results)
        assert log.results[0].outcome is Outcome.TIMEOUT
        assert checker.snapshot().abandoned == ()
        assert item.ended == 1
        clock.advance(4.0)
        await wait_until_async(lambda: item.started == 2)


async def test_a_check_that_is_asked_for_while_others_are_cancelled_is_made() -> None:
    clock = ManualClock()
    asked: list[asyncio.Task[object]] = []

    async def asks_at_its_end() -> bool:
        try:
            return await forever()
        finally:
            if not asked:
                asked.append(asyncio.create_task(checker.check()))
                await asyncio.sleep(0)

    item = AsyncScripted("slow", asks_at_its_end, True)
    async with AsyncChecker([item], timeout=1.0, clock=clock) as checker:
        await wait_until_async(lambda: item.started)
        clock.advance(1.0)
        await wait_until_async(lambda: asked and asked[0].done())


async def test_one_timeout_cancels_no_other_check() -> None:
    clock, log = ManualClock(), EventLog()
    slow, quick = AsyncScripted("slow", forever), AsyncScripted("quick", HANG)
    checker = AsyncChecker([slow, quick], timeout=2.0, clock=clock, on_event=log)
    pending = asyncio.create_task(checker.check())
    await wait_until_async(lambda: slow.started and quick.started)
    clock.advance(1.0)
    quick.release()
    await wait_until_async(lambda: log.results)
    clock.advance(1.0)
    assert [result.outcome for result in await pending] == [Outcome.TIMEOUT, Outcome.PASS]


async def test_a_check_that_raises_cancelled_by_itself_has_panicked() -> None:
    item = AsyncScripted("a", asyncio.CancelledError())
    (result,) = await AsyncChecker([item], on_event=EventLog()).check()
    assert result.outcome is Outcome.PANIC


async def test_a_stop_in_the_same_turn_as_the_start_leaves_no_task() -> None:
    log = EventLog()
    items = [AsyncScripted(str(number), forever) for number in range(10)]
    checker = AsyncChecker(items, on_event=log)
    for turns in range(6):
        checker.run()
        for _ in range(turns):
            await asyncio.sleep(0)
        report = await checker.stop()
        assert report.ended
        assert report.abandoned == ()
        assert asyncio.all_tasks() == {asyncio.current_task()}
    assert all(result.outcome is Outcome.SKIPPED for result in log.results)


def test_the_end_of_the_event_loop_is_a_stop(capsys: pytest.CaptureFixture[str]) -> None:
    item = AsyncScripted("a", forever)

    async def forget_to_stop() -> AsyncChecker:
        checker = AsyncChecker([item])
        checker.run()
        await wait_until_async(lambda: item.started)
        return checker

    checker = asyncio.run(forget_to_stop())
    assert capsys.readouterr().out.splitlines() == ["Проверки остановлены"]
    assert not checker.snapshot().running
    assert checker.snapshot().in_flight == 0


def test_a_loop_that_was_closed_under_a_run_can_be_replaced() -> None:
    item, log = AsyncScripted("a", forever, True), EventLog()
    checker = AsyncChecker([item], on_event=log)
    loop = asyncio.new_event_loop()

    async def begin() -> None:
        checker.run()
        await wait_until_async(lambda: item.started)

    loop.run_until_complete(begin())
    tasks = asyncio.all_tasks(loop)
    loop.close()
    assert not checker.snapshot().running
    checker.add(AsyncScripted("b"))

    async def again() -> list[Outcome]:
        return [result.outcome for result in await checker.check()]

    assert asyncio.run(again()) == [Outcome.PASS, Outcome.PASS]
    assert asyncio.run(checker.stop()) == StopReport(ended=True)
    for task in tasks:
        task._log_destroy_pending = False  # type: ignore[attr-defined]
        task.get_coro().close()


async def test_items_come_from_any_thread_while_checks_run() -> None:
    clock = ManualClock()
    items = [AsyncScripted(str(number)) for number in range(400)]
    async with AsyncChecker(clock=clock, on_event=EventLog()) as checker:
        pool = ThreadPoolExecutor(8)
        adding = [pool.submit(checker.add, item) for item in items]
        await wait_until_async(lambda: len(checker.snapshot().items) == 400)
        clock.advance(5.0)
        await wait_until_async(lambda: all(item.ended for item in items))
        pool.shutdown()
        assert [future.result() for future in adding] == [None] * 400


def test_run_and_check_need_a_running_loop() -> None:
    with pytest.raises(RuntimeError, match=r"run\(\) needs a running event loop"):
        AsyncChecker().run()


async def test_a_caller_of_check_that_is_cancelled_harms_no_other() -> None:
    item = AsyncScripted("a", HANG)
    checker = AsyncChecker([item], on_event=EventLog())
    waiting = asyncio.create_task(checker.check())
    await wait_until_async(lambda: item.started)
    waiting.cancel()
    item.release()
    await wait_until_async(lambda: len(asyncio.all_tasks()) == 1)
    assert [result.outcome for result in await checker.check()] == [Outcome.PASS]


async def test_the_owner_that_is_cancelled_from_outside_stops_the_run() -> None:
    log = EventLog()
    item = AsyncScripted("a", forever)
    checker = AsyncChecker([item], on_event=log)
    checker.run()
    await wait_until_async(lambda: item.started)
    (owner,) = [task for task in asyncio.all_tasks() if task.get_name() == "checker_lab owner"]
    owner.cancel()
    await asyncio.wait({owner})
    assert owner.cancelled()
    assert log.lines == ["Проверки остановлены"]
    assert asyncio.all_tasks() == {asyncio.current_task()}


def test_from_another_thread_a_snapshot_can_be_taken_at_any_time() -> None:
    ready, done = threading.Event(), threading.Event()

    async def main() -> None:
        async with AsyncChecker([AsyncScripted("a")], on_event=EventLog()) as checker:
            checkers.append(checker)
            ready.set()
            await wait_until_async(done.is_set)

    checkers: list[AsyncChecker] = []
    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    assert ready.wait(10.0)
    wait_until(lambda: checkers[0].snapshot().items["a"].checks == 1)
    assert "running" in repr(checkers[0])
    done.set()
    thread.join()


def test_stop_from_another_loop_is_refused_and_a_context_will_do() -> None:
    ready, done = threading.Event(), threading.Event()
    context = Context.background().with_cancel()
    checker = AsyncChecker([AsyncScripted("a")], on_event=EventLog())

    async def main() -> None:
        checker.run(context)
        ready.set()
        await wait_until_async(lambda: not checker.snapshot().running)
        done.set()

    thread = threading.Thread(target=lambda: asyncio.run(main()))
    thread.start()
    assert ready.wait(10.0)
    with pytest.raises(RuntimeError, match="in another event loop"):
        asyncio.run(checker.stop())
    assert checker.snapshot().running
    context.cancel()
    assert done.wait(10.0)
    thread.join()
