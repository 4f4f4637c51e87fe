"""A task group in a block with a timeout.

Mistake: the group raises an ExceptionGroup in place of the error.
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    async with asyncio.timeout(seconds):
        async with asyncio.TaskGroup() as g:
            t = g.create_task(get_health())
    return t.result()
