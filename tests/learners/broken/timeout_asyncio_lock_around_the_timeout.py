"""One call at a time, each with its whole timeout.

Mistake: a call waits without a limit for those before it.
Fails: timeout-isolated
May fail: leaves-nothing
"""

import asyncio

LOCK = asyncio.Lock()


async def health(get_health, seconds):
    async with LOCK:
        return await asyncio.wait_for(get_health(), seconds)
