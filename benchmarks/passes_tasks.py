"""Passes over items that do nothing, and over items that wait, in asyncio."""

import asyncio
from collections.abc import Sequence

from benchmarks.harness import Row, Rows, Size, alternate, timed
from benchmarks.items import IdleAsync, Sleeper
from checker_lab import AsyncCheckable, AsyncChecker

IDLE = Row(
    "{:,} checks that do nothing, asyncio, all concurrently",
    "bare `TaskGroup` with `asyncio.timeout` around each",
    1.0,
)
SLEEPING = Row("{:,} checks of 100 ms, asyncio", "the same bare `TaskGroup`, of sleeps", 1.05)
AIOMETER = Row("{:,} checks of 100 ms, asyncio", "`aiometer.run_all` with `max_at_once={}`", 0.5)


def rows(size: Size) -> Rows:
    count = size.of(10_000)
    idle, sleeping = [[kind(n) for n in range(count)] for kind in (IdleAsync, Sleeper)]
    with asyncio.Runner() as runner:
        yield against_bare(runner, IDLE, idle, size)
        yield against_bare(runner, SLEEPING, sleeping, size)
        yield against_aiometer(runner, sleeping, size)


def checker_of(items: Sequence[AsyncCheckable]) -> AsyncChecker:
    return AsyncChecker(items, timeout=5, max_concurrent=len(items))


async def bare_pass(items: Sequence[AsyncCheckable]) -> None:
    """What a developer would write instead."""
    async with asyncio.TaskGroup() as group:
        for item in items:
            group.create_task(bare_check(item))


async def bare_check(item: AsyncCheckable) -> object:
    async with asyncio.timeout(5):
        return await item.health()


def against_bare(
    runner: asyncio.Runner, row: Row, items: Sequence[AsyncCheckable], size: Size
) -> Row:
    checker = checker_of(items)
    ours = timed(lambda: runner.run(checker.check()))
    floor = timed(lambda: runner.run(bare_pass(items)))
    named = row._replace(figure=row.figure.format(len(items)))
    return named.measured(alternate(ours, floor, size.rounds))


def against_aiometer(runner: asyncio.Runner, items: Sequence[AsyncCheckable], size: Size) -> Row:
    count = len(items)
    row = AIOMETER._replace(
        figure=AIOMETER.figure.format(count), floor=AIOMETER.floor.format(count)
    )
    try:
        import aiometer
    except ImportError:
        return row._replace(note="aiometer is not installed")
    checker = checker_of(items)
    checks = [item.health for item in items]

    async def metered() -> None:
        await aiometer.run_all(checks, max_at_once=len(checks))

    ours = timed(lambda: runner.run(checker.check()))
    return row.measured(alternate(ours, timed(lambda: runner.run(metered())), size.rounds))
