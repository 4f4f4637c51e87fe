"""What is late is cancelled, and awaited until it has ended.

Style: asyncio.wait, cancel() and one more await.
"""

import asyncio


async def health(get_health, seconds):
    t = asyncio.create_task(get_health())
    done, _ = await asyncio.wait([t], timeout=seconds)
    if not done:
        t.cancel()
        try:
            await t
        except asyncio.CancelledError:
            pass
        raise TimeoutError(f"{seconds}")
    return t.result()
