"""The task is kept where all can see it.

Mistake: the one that is cancelled is that of the last call.
Fails: timeout-isolated
May fail: passes-errors-on, leaves-nothing
"""

import asyncio

current = None


async def health(get_health, seconds):
    global current  # noqa: PLW0603
    current = asyncio.create_task(get_health())
    mine = current
    done, _ = await asyncio.wait([mine], timeout=seconds)
    if not done:
        current.cancel()
        raise TimeoutError
    return current.result()
