"""A block that may take so long.

Mistake: the TimeoutError is caught and printed, and the caller gets None.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

import asyncio


async def with_timeout(get_health, seconds):
    try:
        async with asyncio.timeout(seconds):
            return await get_health()
    except TimeoutError:
        print(f"timed out after {seconds} s")
