"""A lock, so that the services are not asked all at once.

Mistake: all calls wait for one lock while their time runs, so one that hangs makes others late.
Fails: timeout-isolated
May fail: leaves-nothing
"""

import asyncio

LOCK = asyncio.Lock()


async def check(get_health, seconds):
    async with asyncio.timeout(seconds):
        async with LOCK:
            return await get_health()
