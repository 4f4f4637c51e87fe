"""The event loop is closed under a running checker: it can go on in another one."""

import asyncio
import gc
import logging
from typing import Any

import pytest

from checker_lab import AsyncChecker, Context, Outcome, Stopped
from checker_lab.testing import AsyncScripted, EventLog, wait_until, wait_until_async
from tests.contract.shells import TaskShell
from tests.faults.tally import Tally

LOOPS = 10


async def forever() -> bool:
    return await asyncio.Event().wait()


@pytest.fixture(autouse=True)
def asyncio_says_nothing(caplog: pytest.LogCaptureFixture) -> None:
    """It logs each task of a closed loop that is destroyed, as it should."""
    caplog.set_level(logging.CRITICAL, "asyncio")


def run_and_close(checker: AsyncChecker, item: AsyncScripted) -> set["asyncio.Task[Any]"]:
    """Begin a run in a new loop, close that under it, and return the tasks that were there."""
    loop = asyncio.new_event_loop()
    started = item.started

    async def begin() -> None:
        checker.run()
        await wait_until_async(lambda: item.started > started)

    loop.run_until_complete(begin())
    tasks = asyncio.all_tasks(loop)
    loop.close()
    return tasks


def test_one_loop_after_the_other(tally: Tally) -> None:
    """Each is closed in the middle of a run; nothing is lost, and items come all the while."""
    log = EventLog()
    item = AsyncScripted("hung", forever)
    checker = AsyncChecker([item], interval=1000.0, on_event=log)
    for number in range(LOOPS):
        run_and_close(checker, item)
        seen = checker.snapshot()
        tally.expect(not seen.running and not seen.in_flight, f"{number}: {seen}")
        checker.add(AsyncScripted(f"added {number}"))
        gc.collect()
        tally.expect(not checker.snapshot().running, f"{number}: it runs")
    item.steps = (True,)
    outcomes = [result.outcome for result in asyncio.run(checker.check())]
    tally.same(outcomes, [Outcome.PASS] * (LOOPS + 1), "the check of all")
    tally.expect(asyncio.run(checker.stop()).ended, "the stop")
    tally.same(checker._crew._running, {}, "tasks that are kept")


def test_what_is_left_of_a_closed_loop_takes_nothing_from_the_next(tally: Tally) -> None:
    """Its tasks are destroyed whenever it comes to that: here in the middle of the next run."""
    log = EventLog()
    item = AsyncScripted("hung", forever)
    checker = AsyncChecker([item], interval=1000.0, on_event=log)
    left = [run_and_close(checker, item)]

    async def again() -> None:
        checker.run()
        await wait_until_async(lambda: item.started == 2)
        left.clear()
        gc.collect()
        tally.expect(checker.snapshot().running, "the run")
        tally.same(checker.snapshot().in_flight, 1, "checks in flight")
        report = await checker.stop()
        tally.same((report.ended, report.cancelled), (True, ("hung",)), "the report")
        tally.same(len(asyncio.all_tasks()), 1, "tasks that are left")

    asyncio.run(again())
    tally.expect(isinstance(log.events[-1], Stopped), f"the last event: {log.events[-1]}")


def test_who_waited_in_a_closed_loop_is_let_go(tally: Tally) -> None:
    """A context, a snapshot and a stop from elsewhere end with an answer or a clear error."""
    item = AsyncScripted("hung", forever)
    checker = AsyncChecker([item], interval=1000.0, on_event=EventLog())
    context = Context.background().with_cancel()
    loop = asyncio.new_event_loop()

    async def begin() -> None:
        checker.run(context)
        await wait_until_async(lambda: item.started)

    loop.run_until_complete(begin())
    # It stands still, but is not closed: there is no way to know that it will never go on.
    with pytest.raises(RuntimeError, match="another event loop"):
        asyncio.run(checker.stop())
    tally.expect(checker.snapshot().running, "a loop that stands still may go on")
    loop.close()
    context.cancel()
    tally.expect(not checker.snapshot().running, "after the close")
    tally.expect(asyncio.run(checker.stop()).ended, "a stop from another loop")


def test_a_loop_of_a_thread_that_stops_in_the_middle(tally: Tally) -> None:
    log = EventLog()
    shell = TaskShell()
    item = AsyncScripted("hung", forever)
    checker = AsyncChecker([item], interval=1000.0, on_event=log)
    shell.run(checker)
    wait_until(lambda: item.started)
    shell.loop.call_soon_threadsafe(shell.loop.stop)
    shell._thread.join(10.0)
    for number in range(100):
        checker.add(AsyncScripted(str(number)))  # there is no owner to wake, and none is lost
    shell.loop.close()
    item.steps = (True,)
    results = asyncio.run(checker.check())
    tally.same(len(results), 101, "results")
    tally.each(results, lambda result: result.outcome is Outcome.PASS)
