"""The answer comes through a queue with room for it.

Style: asyncio.Queue and wait_for.
"""

import asyncio


async def health(get_health, seconds):
    q = asyncio.Queue(maxsize=1)

    async def work():
        try:
            await q.put((await get_health(), None))
        except Exception as e:
            await q.put((None, e))

    t = asyncio.create_task(work())
    try:
        v, e = await asyncio.wait_for(q.get(), seconds)
    finally:
        t.cancel()
    if e is not None:
        raise e
    return v
