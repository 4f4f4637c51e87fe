"""The call against a sleeper.

Mistake: the sleeper is not cancelled when the answer comes.
Fails: leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    timer = asyncio.create_task(asyncio.sleep(seconds))
    await asyncio.wait([task, timer], return_when=asyncio.FIRST_COMPLETED)
    if task.done():
        return task.result()
    task.cancel()
    raise TimeoutError
