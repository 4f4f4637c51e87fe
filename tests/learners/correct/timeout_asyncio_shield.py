"""The call is shielded, and cancelled by hand.

Style: asyncio.shield in wait_for, then cancel().
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.ensure_future(get_health())
    try:
        return await asyncio.wait_for(asyncio.shield(task), seconds)
    except TimeoutError:
        task.cancel()
        raise TimeoutError("late") from None
