"""wait_for() must not hurt the call.

Mistake: shield() keeps the cancellation from it, so that what is late is never ended.
Fails: leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    return await asyncio.wait_for(asyncio.shield(get_health()), seconds)
