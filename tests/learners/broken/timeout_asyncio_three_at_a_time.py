"""Three calls at a time are enough.

Mistake: three that hang make all others time out.
Fails: timeout-isolated
May fail: leaves-nothing
"""

import asyncio

SEM = asyncio.Semaphore(3)


async def health(get_health, seconds):
    async with asyncio.timeout(seconds):
        async with SEM:
            return await get_health()
