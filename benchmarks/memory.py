"""The memory that an item needs: registered only, and with its last result and its history."""

import asyncio
import gc
import tracemalloc
from collections.abc import Callable

from benchmarks.harness import Row, Rows, Size, spread_of
from benchmarks.items import Failing, FailingAsync
from checker_lab import AsyncChecker, ThreadedChecker
from checker_lab.core.registry import RECENT

KNOWN = Row(
    "memory per registered item before its first check, without the item itself, {}", "", 0.5, "KiB"
)
CHECKED = Row(
    "memory per item with its last result (a failure) and its history, {}", "", 2.0, "KiB"
)
PASSES = RECENT + 2
"""So many that the history of each item is full."""

Checker = ThreadedChecker | AsyncChecker


def rows(size: Size) -> Rows:
    count = size.of(10_000)
    yield from weigh("threads", lambda: threads(count), check_threads, count)
    yield from weigh("asyncio", lambda: tasks(count), check_tasks, count)


def threads(count: int) -> Callable[[], Checker]:
    items = [Failing(number) for number in range(count)]
    return lambda: ThreadedChecker(items, on_event=quiet)


def tasks(count: int) -> Callable[[], Checker]:
    items = [FailingAsync(number) for number in range(count)]
    return lambda: AsyncChecker(items, on_event=quiet)


def check_threads(checker: Checker) -> None:
    assert isinstance(checker, ThreadedChecker)
    for _ in range(PASSES):
        checker.check()


def check_tasks(checker: Checker) -> None:
    assert isinstance(checker, AsyncChecker)

    async def check() -> None:
        for _ in range(PASSES):
            await checker.check()

    asyncio.run(check())


def weigh(
    name: str,
    prepare: Callable[[], Callable[[], Checker]],
    check: Callable[[Checker], None],
    count: int,
) -> Rows:
    make = prepare()
    check(make())  # a warm-up for what is made only once
    tracemalloc.start()
    before = traced()
    checker = make()
    known = traced()
    check(checker)
    checked = traced()
    tracemalloc.stop()
    for row, after in ((KNOWN, known), (CHECKED, checked)):
        spread = spread_of([(after - before) / count / 1024])
        yield row._replace(figure=row.figure.format(name)).measured(spread)


def traced() -> int:
    gc.collect()
    return tracemalloc.get_traced_memory()[0]


def quiet(event: object) -> None:
    """Print nothing: each check fails."""
