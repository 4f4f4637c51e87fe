"""get_health() may block, so it gets a thread.

Mistake: it is an async def, and what comes out of the thread is a coroutine.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    return await asyncio.wait_for(asyncio.to_thread(get_health), seconds)
