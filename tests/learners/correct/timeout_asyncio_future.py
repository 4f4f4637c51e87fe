"""A future, and two who want to fill it.

Style: create_future, call_later and a task, each cancelled in a finally.
"""

import asyncio


async def health(get_health, seconds):
    loop = asyncio.get_running_loop()
    fut = loop.create_future()

    async def work():
        try:
            r = await get_health()
        except Exception as e:
            if not fut.done():
                fut.set_exception(e)
        else:
            if not fut.done():
                fut.set_result(r)

    task = loop.create_task(work())
    handle = loop.call_later(
        seconds, lambda: fut.done() or fut.set_exception(TimeoutError(seconds))
    )
    try:
        return await fut
    finally:
        handle.cancel()
        task.cancel()
