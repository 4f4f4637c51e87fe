"""What tests and lessons rely on: waits with a bound, a clock moved by hand, scripted items."""

import asyncio
import threading
from functools import partial

import pytest

from checker_lab import HealthCheck, Status, ThreadedChecker
from checker_lab.testing import (
    HANG,
    AsyncScripted,
    EventLog,
    ManualClock,
    Scripted,
    wait_until,
    wait_until_async,
)

# Waits


def test_a_condition_that_never_holds_ends_the_wait() -> None:
    with pytest.raises(TimeoutError, match=r"still not true after 0\.01 s"):
        wait_until(lambda: False, within=0.01)


async def test_a_wait_of_a_task_lets_other_tasks_run() -> None:
    done = asyncio.Event()
    task = asyncio.create_task(asyncio.to_thread(lambda: None))
    task.add_done_callback(lambda _: done.set())
    await wait_until_async(done.is_set)
    with pytest.raises(TimeoutError):
        await wait_until_async(lambda: False, within=0.01)


# The clock


@pytest.mark.parametrize("seconds", [-1, float("nan"), float("inf"), "5"])
def test_time_moves_forward_by_a_number_of_seconds(seconds: float) -> None:
    clock = ManualClock()
    with pytest.raises((ValueError, TypeError), match="seconds"):
        clock.advance(seconds)
    assert clock.now() == 0.0


def test_a_thread_sleeps_until_the_clock_has_moved() -> None:
    clock = ManualClock(start=100.0)
    woke_at: list[float] = []

    def sleep() -> None:
        clock.sleep(5)
        woke_at.append(clock.now())

    thread = threading.Thread(target=sleep)
    thread.start()
    clock.advance(4.5)
    assert woke_at == []
    clock.advance(0.5)
    thread.join()
    assert woke_at == [105.0]


async def test_a_task_sleeps_until_the_clock_has_moved() -> None:
    clock = ManualClock()
    task = asyncio.create_task(clock.sleep_async(5))
    await asyncio.sleep(0)
    clock.advance(4.5)
    await asyncio.sleep(0)
    assert not task.done()
    clock.advance(0.5)
    await task


# Scripted items


def test_each_check_takes_the_next_step_and_the_last_step_stays() -> None:
    failing = HealthCheck("api", Status.FAIL, "no disk")
    item = Scripted("api", True, "warn", failing, lambda: False)
    answers = [item.health() for _ in range(5)]
    assert answers == [True, HealthCheck("api", "warn"), failing, False, False]
    assert (item.started, item.ended, item.most_at_once) == (5, 5, 1)


def test_an_exception_is_raised_and_the_check_counts_as_ended() -> None:
    item = Scripted("api", ValueError("boom"))
    with pytest.raises(ValueError, match="boom"):
        item.health()
    assert item.ended == 1


def test_checks_that_hang_overlap_until_they_are_released() -> None:
    item = Scripted("api", HANG)
    threads = [threading.Thread(target=item.health) for _ in range(3)]
    for thread in threads:
        thread.start()
    wait_until(lambda: item.started == 3)
    item.release()
    for thread in threads:
        thread.join()
    assert (item.ended, item.most_at_once) == (3, 3)


async def test_a_task_that_hangs_swallows_its_cancellation_until_it_is_released() -> None:
    item = AsyncScripted("api", HANG)
    task = asyncio.create_task(item.health())
    await wait_until_async(lambda: item.started)
    task.cancel()
    await asyncio.sleep(0)
    assert not task.done()
    item.release()
    assert await task is True


async def test_a_step_of_a_task_may_be_a_coroutine_function() -> None:
    async def answer(status: str) -> HealthCheck:
        return HealthCheck("api", status)

    item = AsyncScripted("api", partial(answer, "warn"), "pass")
    assert await item.health() == HealthCheck("api", "warn")
    assert await item.health() == HealthCheck("api", "pass")


def test_a_script_is_shown_as_it_was_written() -> None:
    assert repr(Scripted("api", True, HANG)) == "Scripted('api', True, HANG)"
    assert repr(AsyncScripted("api")) == "AsyncScripted('api', True)"


# The log


def test_the_log_keeps_events_results_and_lines() -> None:
    log = EventLog()
    checker = ThreadedChecker([Scripted("a"), Scripted("b", False)], on_event=log, language="en")
    checker.check()
    assert sorted(result.item_id for result in log.results) == ["a", "b"]
    assert log.lines == ["b: not working: health() returned False"]
    assert {type(event).__name__ for event in log.events} == {
        "PassStarted",
        "CheckEnded",
        "PassEnded",
    }
