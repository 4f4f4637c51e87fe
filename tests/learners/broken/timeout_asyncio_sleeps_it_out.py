"""It gives the call its time, and then looks.

Mistake: it waits the whole timeout even when the answer has been there for long.
Fails: times-out
May fail: passes-errors-on, timeout-isolated
"""

import asyncio


async def call(get_health, seconds):
    task = asyncio.create_task(get_health())
    try:
        await asyncio.sleep(seconds)
        if not task.done():
            raise TimeoutError
        return task.result()
    finally:
        task.cancel()
