"""If there is no result, it was too slow.

Mistake: an answer that is false is taken for a timeout.
Fails: times-out
May fail: passes-errors-on, timeout-isolated
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    done, _ = await asyncio.wait([task], timeout=seconds)
    result = task.result() if done else task.cancel() and None
    if not result:
        raise TimeoutError
    return result
