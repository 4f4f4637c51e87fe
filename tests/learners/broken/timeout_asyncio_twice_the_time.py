"""It waits, and then waits for the result.

Mistake: each of the two waits has the whole timeout.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    await asyncio.wait([task], timeout=seconds)
    return await asyncio.wait_for(task, seconds)
