"""The timer cancels the task that asks.

Mistake: it is not called off, and cancels the caller when that does something else.
Fails: leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    me = asyncio.current_task()
    asyncio.get_running_loop().call_later(seconds, me.cancel)
    try:
        return await get_health()
    except asyncio.CancelledError:
        raise TimeoutError from None
