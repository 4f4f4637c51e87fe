"""Time in which the event loop was blocked does not count."""

import asyncio
import time

import pytest

from checker_lab.cluster.listening_clock import TICK, ListeningClock


async def test_a_block_times_out() -> None:
    clock = ListeningClock(asyncio.get_running_loop())
    with pytest.raises(TimeoutError):
        async with clock.timeout(2 * TICK):
            await asyncio.Event().wait()
    assert clock.now == pytest.approx(2 * TICK)


async def test_the_seconds_of_a_blocked_event_loop_do_not_count() -> None:
    clock = ListeningClock(asyncio.get_running_loop())
    async with clock.timeout(5 * TICK):
        await asyncio.sleep(0)
        time.sleep(10 * TICK)  # noqa: ASYNC251 (that is what this is about)
        await asyncio.sleep(2 * TICK)
    assert clock.now < 5 * TICK


async def test_it_stands_still_while_no_block_waits() -> None:
    clock = ListeningClock(asyncio.get_running_loop())
    async with clock.timeout(1.0):
        pass
    await asyncio.sleep(3 * TICK)
    assert clock.now <= TICK
