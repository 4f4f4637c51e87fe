"""A deadline on the clock of the loop.

Style: asyncio.timeout_at.
"""

import asyncio


async def health(get_health, seconds):
    async with asyncio.timeout_at(asyncio.get_running_loop().time() + seconds):
        return await get_health()
