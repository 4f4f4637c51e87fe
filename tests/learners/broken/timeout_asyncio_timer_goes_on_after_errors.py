"""The timer is called off when the answer comes.

Mistake: it is not called off when get_health() raises, and cancels the caller later.
Fails: leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    me = asyncio.current_task()
    h = asyncio.get_running_loop().call_later(seconds, me.cancel)
    try:
        r = await get_health()
    except asyncio.CancelledError:
        raise TimeoutError from None
    h.cancel()
    return r
