"""It looks every 20 ms.

Style: task.done() and asyncio.sleep in a loop with a deadline.
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    loop = asyncio.get_running_loop()
    end = loop.time() + seconds
    while not task.done():
        if loop.time() >= end:
            task.cancel()
            raise TimeoutError
        await asyncio.sleep(0.02)
    return await task
