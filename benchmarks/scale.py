"""The cost of a check among many items, and among few: nothing may grow with their number."""

import asyncio
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from benchmarks.harness import Row, Rows, Size, alternate, timed
from benchmarks.items import Idle, IdleAsync
from checker_lab import AsyncChecker, ThreadedChecker

REASON = (
    "no step of the engine depends on the number of items; five more rounds gave 0.95x to 1.27x, "
    "and 0.95x to 1.15x without the garbage collector, so part of the difference is the collector"
)
ROW = Row("cost of a check at {:,} items, {}", "the same at {:,} items", 1.1, reason=REASON)
NEVER = 1e9


def rows(size: Size) -> Rows:
    many, few = size.of(100_000), 1_000
    for name, running in (("threads", running_threads), ("asyncio", running_tasks)):
        with running(many) as check_many, running(few) as check_few:
            ours = timed(check_many)
            floor = timed(lambda check=check_few: again(check, many // few))  # type: ignore[misc]
            row = ROW._replace(figure=ROW.figure.format(many, name), floor=ROW.floor.format(few))
            yield row.measured(alternate(ours, floor, size.rounds))


def again(check: Callable[[], object], times: int) -> None:
    for _ in range(times):
        check()


@contextmanager
def running_threads(count: int) -> Iterator[Callable[[], object]]:
    """Time a pass over so many items within a run, when owner and workers exist already."""
    items = [Idle(number) for number in range(count)]
    checker = ThreadedChecker(items, timeout=60, interval=NEVER, on_event=quiet)
    with checker:
        yield checker.check


@contextmanager
def running_tasks(count: int) -> Iterator[Callable[[], object]]:
    """The same in asyncio."""
    items = [IdleAsync(number) for number in range(count)]
    checker = AsyncChecker(items, timeout=60, interval=NEVER, on_event=quiet)
    with asyncio.Runner() as runner:

        async def run() -> None:
            checker.run()

        runner.run(run())
        yield lambda: runner.run(checker.check())
        runner.run(checker.stop())


def quiet(event: object) -> None:
    """Print nothing."""
