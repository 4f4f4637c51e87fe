"""An event loop that ends after its tasks."""

import asyncio

from checker_lab.cluster.worker.loop_thread import LoopThread


def test_it_stops_after_its_tasks() -> None:
    made, steps = LoopThread(), []

    async def work() -> None:
        steps.append("started")
        await asyncio.sleep(0.01)
        steps.append("ended")

    asyncio.run_coroutine_threadsafe(asyncio.sleep(0), made.loop).result()
    asyncio.run_coroutine_threadsafe(work(), made.loop)
    made.stop()
    made.join()
    assert steps == ["started", "ended"]
    assert made.loop.is_closed()
