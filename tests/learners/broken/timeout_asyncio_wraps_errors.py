"""It asks the task whether it has failed.

Mistake: what the task raised comes out as a RuntimeError with its text.
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    task = asyncio.create_task(get_health())
    _, pending = await asyncio.wait([task], timeout=seconds)
    if pending:
        task.cancel()
        raise TimeoutError
    if task.exception():
        raise RuntimeError(str(task.exception()))
    return task.result()
