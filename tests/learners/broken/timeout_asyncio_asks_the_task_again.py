"""It looks every 50 ms, with a wait_for() each.

Mistake: a TimeoutError of get_health() is taken for one of wait_for().
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.ensure_future(get_health())
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        try:
            return await asyncio.wait_for(asyncio.shield(task), 0.05)
        except TimeoutError:
            if task.done():
                await asyncio.sleep(0.05)
    task.cancel()
    raise TimeoutError
