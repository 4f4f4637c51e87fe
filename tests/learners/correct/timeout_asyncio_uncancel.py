"""The timer cancels the task that asks, and takes that back.

Style: call_later with current_task().cancel, then uncancel().
"""

import asyncio


async def health(get_health, seconds):
    me = asyncio.current_task()
    fired = False

    def fire():
        nonlocal fired
        fired = True
        me.cancel()

    h = asyncio.get_running_loop().call_later(seconds, fire)
    try:
        return await get_health()
    except asyncio.CancelledError:
        if fired and me.uncancel() <= 0:
            raise TimeoutError from None
        raise
    finally:
        h.cancel()
