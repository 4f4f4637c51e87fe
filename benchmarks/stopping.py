"""How long `stop()` takes while checks hang: it never waits for them."""

import asyncio
import gc
import threading
import time
from collections.abc import Callable

from benchmarks.harness import Row, Rows, Size, repeat
from benchmarks.items import Hung, HungAsync
from checker_lab import AsyncChecker, ThreadedChecker
from checker_lab.testing import wait_until, wait_until_async

TASKS = Row("`stop()` with {:,} checks in flight, asyncio", "", 100, "ms")
THREADS = Row("`stop()` with {:,} hung checks, threads", "", 20, "ms")


def rows(size: Size) -> Rows:
    in_flight, hung = size.of(10_000), size.of(500)
    tasks = repeat(lambda: asyncio.run(stop_tasks(in_flight)), size.rounds, 1000)
    yield TASKS._replace(figure=TASKS.figure.format(in_flight)).measured(tasks)
    threads = repeat(lambda: stop_threads(hung), size.rounds, 1000)
    yield THREADS._replace(figure=THREADS.figure.format(hung)).measured(threads)


async def stop_tasks(count: int) -> float:
    items = [HungAsync(number) for number in range(count)]
    checker = AsyncChecker(items, max_concurrent=count, on_event=quiet)
    checker.run()
    await wait_until_async(all_started(checker, count))
    gc.collect()
    started_at = time.perf_counter()
    report = await checker.stop()
    took = time.perf_counter() - started_at
    assert len(report.cancelled) == count, report
    return took


def stop_threads(count: int) -> float:
    released = threading.Event()
    items = [Hung(number, released) for number in range(count)]
    checker = ThreadedChecker(items, max_concurrent=count, on_event=quiet)
    before = threading.active_count()
    checker.run()
    wait_until(all_started(checker, count))
    gc.collect()
    started_at = time.perf_counter()
    report = checker.stop()
    took = time.perf_counter() - started_at
    released.set()
    wait_until(lambda: threading.active_count() == before)
    assert len(report.abandoned) == count, report
    return took


def all_started(checker: AsyncChecker | ThreadedChecker, count: int) -> Callable[[], bool]:
    def started() -> bool:
        views = checker.snapshot().items.values()
        return sum(view.started_at is not None for view in views) == count

    return started


def quiet(event: object) -> None:
    """Print nothing: `Проверки остановлены` is not for the table."""
