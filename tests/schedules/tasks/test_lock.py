"""Tests of asyncio's lock, which knows its owner in a schedule."""

import asyncio
from types import SimpleNamespace

from checker_lab.schedules import (
    explore,
    play,
)
from checker_lab.schedules.tasks.lock import OwnedLock


def test_a_lock_says_who_holds_it() -> None:
    async def take(lock: asyncio.Lock) -> None:
        async with lock:
            await asyncio.sleep(0)

    run = play(asyncio.Lock, {"A": take, "B": take}, "A B", finish=False)
    assert run.threads["B"].reason == "waits for the lock held by A"
    assert play(asyncio.Lock, {"A": take, "B": take}, "A B").outcome == "holds"


def test_a_deadlock_says_who_waits_for_whom() -> None:
    def setup() -> SimpleNamespace:
        return SimpleNamespace(first=asyncio.Lock(), second=asyncio.Lock())

    async def forwards(shared: SimpleNamespace) -> None:
        async with shared.first:
            await asyncio.sleep(0)
            async with shared.second:
                pass

    async def backwards(shared: SimpleNamespace) -> None:
        async with shared.second:
            await asyncio.sleep(0)
            async with shared.first:
                pass

    found = explore(setup, {"A": forwards, "B": backwards}, lambda shared: True)
    assert found.deadlocks == found.losing > 0
    assert found.run is not None
    assert (
        str(found.run.deadlock) == "A waits for the lock held by B; B waits for the lock held by A"
    )


async def test_outside_of_a_schedule_it_is_a_lock_that_knows_its_owner() -> None:
    lock = OwnedLock()
    assert lock.owner is None
    async with lock:
        assert lock.owner is asyncio.current_task()
        assert lock.locked()
    assert (lock.owner, lock.locked()) == (None, False)
