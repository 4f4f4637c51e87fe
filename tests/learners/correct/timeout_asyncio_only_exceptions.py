"""A task puts the answer or the exception into a future.

Style: only Exception is caught, so that SystemExit ends the event loop.
"""

import asyncio


async def health(get_health, seconds):
    found = asyncio.get_running_loop().create_future()

    async def ask():
        try:
            answer = await get_health()
        except Exception as error:
            if not found.done():
                found.set_exception(error)
        else:
            if not found.done():
                found.set_result(answer)

    task = asyncio.create_task(ask())
    try:
        async with asyncio.timeout(seconds):
            return await found
    finally:
        task.cancel()
