"""What asyncio has for it.

Style: asyncio.wait_for.
"""

import asyncio


async def health(get_health, seconds):
    return await asyncio.wait_for(get_health(), timeout=seconds)
