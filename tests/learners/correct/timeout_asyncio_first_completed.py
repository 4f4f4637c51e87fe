"""The call against a sleeper: the slower one is cancelled.

Style: asyncio.wait with FIRST_COMPLETED, and gather for the cancelled.
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    timer = asyncio.create_task(asyncio.sleep(seconds))
    done, pending = await asyncio.wait({task, timer}, return_when=asyncio.FIRST_COMPLETED)
    for p in pending:
        p.cancel()
    await asyncio.gather(*pending, return_exceptions=True)
    if task in done:
        return task.result()
    raise TimeoutError(seconds)
