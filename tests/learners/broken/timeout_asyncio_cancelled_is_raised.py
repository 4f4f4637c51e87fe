"""The loop cancels the call when it is late.

Mistake: what comes out is the CancelledError and not a TimeoutError.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    h = asyncio.get_running_loop().call_later(seconds, task.cancel)
    try:
        return await task
    finally:
        h.cancel()
