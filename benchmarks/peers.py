"""The alternatives to a checker for many concurrent checks: aiojobs, aiometer, a loop."""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from benchmarks.harness import Row, Rows, Size, alternate, timed
from benchmarks.items import Idle, IdleAsync
from benchmarks.passes_tasks import bare_check
from checker_lab import AsyncChecker, ThreadedChecker

TASKS = "{:,} checks that do nothing, asyncio"
THREADS = "{:,} checks that do nothing, threads"
ONE_BY_ONE = (
    "it runs one check after another, so it needs no task, no thread and no mailbox; but a check "
    "that hangs or waits delays all that follow"
)


def rows(size: Size) -> Rows:
    count = size.of(10_000)
    with asyncio.Runner() as runner:
        yield from in_tasks(runner, count, size)
    yield from in_threads(count, size)


def in_tasks(runner: asyncio.Runner, count: int, size: Size) -> Rows:
    items = [IdleAsync(number) for number in range(count)]
    checker = AsyncChecker(items, timeout=5, max_concurrent=count)
    peers: dict[str, Callable[[list[IdleAsync]], Coroutine[Any, Any, None]]] = {
        "aiojobs: `spawn` and `wait`, `asyncio.timeout` in each": with_aiojobs,
        "aiometer: `run_all`, all concurrently": with_aiometer,
        "a hand-written loop: `gather` of `wait_for`": by_hand,
        "a hand-written loop: `await` after `await`": one_by_one,
    }
    for name, peer in peers.items():
        row = Row(TASKS.format(count), name, 1.0)
        if peer is one_by_one:
            row = row._replace(reason=ONE_BY_ONE)
        try:
            runner.run(peer(items[:1]))
        except ImportError as error:
            yield row._replace(note=f"{error.name} is not installed")
            continue
        floor = timed(lambda peer=peer: runner.run(peer(items)))  # type: ignore[misc]
        ours = timed(lambda: runner.run(checker.check()))
        yield row.measured(alternate(ours, floor, size.rounds))


async def with_aiojobs(items: list[IdleAsync]) -> None:
    import aiojobs

    async with aiojobs.Scheduler(limit=None) as scheduler:
        jobs = [await scheduler.spawn(bare_check(item)) for item in items]
        for job in jobs:
            assert await job.wait()


async def with_aiometer(items: list[IdleAsync]) -> None:
    import aiometer

    answers = await aiometer.run_all([item.health for item in items], max_at_once=len(items))
    assert all(answers)


async def by_hand(items: list[IdleAsync]) -> None:
    checks = [asyncio.wait_for(item.health(), 5) for item in items]
    answers = await asyncio.gather(*checks, return_exceptions=True)
    assert all(answer is True for answer in answers)


async def one_by_one(items: list[IdleAsync]) -> None:
    results = {}
    for item in items:
        try:
            async with asyncio.timeout(5):
                results[item.id] = await item.health()
        except Exception:
            results[item.id] = False
    assert all(results.values())


def in_threads(count: int, size: Size) -> Rows:
    items = [Idle(number) for number in range(count)]
    checker = ThreadedChecker(items, timeout=5)
    for name, peer, reason in (
        ("a hand-written loop: a `Thread` for each check, `join(timeout)`", a_thread_each, ""),
        ("a hand-written loop: call after call", call_after_call, ONE_BY_ONE),
    ):
        floor = timed(lambda peer=peer: peer(items))  # type: ignore[misc]
        row = Row(THREADS.format(count), name, 1.0, reason=reason)
        yield row.measured(alternate(timed(checker.check), floor, size.rounds))


def a_thread_each(items: list[Idle]) -> None:
    """Run 32 concurrently, as the checker does."""
    results: dict[str, bool] = {}

    def check(item: Idle) -> None:
        try:
            results[item.id] = item.health()
        except Exception:
            results[item.id] = False

    for first in range(0, len(items), 32):
        threads = [
            threading.Thread(target=check, args=(item,), daemon=True)
            for item in items[first : first + 32]
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(5)
    assert all(results[item.id] for item in items)


def call_after_call(items: list[Idle]) -> None:
    results = {}
    for item in items:
        try:
            results[item.id] = item.health()
        except Exception:
            results[item.id] = False
    assert all(results.values())
