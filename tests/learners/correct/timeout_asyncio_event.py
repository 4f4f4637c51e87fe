"""An event says that the task is done.

Style: add_done_callback and Event.wait in wait_for.
"""

import asyncio


async def health(get_health, seconds):
    ready = asyncio.Event()
    task = asyncio.ensure_future(get_health())
    task.add_done_callback(lambda t: ready.set())
    try:
        await asyncio.wait_for(ready.wait(), seconds)
    except TimeoutError:
        task.cancel()
        raise TimeoutError("slow") from None
    return task.result()
