"""asyncio.wait() with a timeout.

Mistake: what is not done in time is awaited afterwards, and then reported as late.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

import asyncio


async def check(get_health, seconds):
    task = asyncio.create_task(get_health())
    done, _ = await asyncio.wait({task}, timeout=seconds)
    result = await task
    if task not in done:
        raise TimeoutError(f"more than {seconds} s")
    return result
