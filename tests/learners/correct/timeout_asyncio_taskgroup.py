"""A group of one task, in a block with a timeout.

Style: TaskGroup in asyncio.timeout, and the error taken out of its group.
"""

import asyncio


async def health(get_health, seconds):
    try:
        async with asyncio.timeout(seconds):
            async with asyncio.TaskGroup() as g:
                t = g.create_task(get_health())
        return t.result()
    except* Exception as group:
        error = group.exceptions[0]
        while isinstance(error, ExceptionGroup):
            error = error.exceptions[0]
    raise error
