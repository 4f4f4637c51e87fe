"""A task that is waited for, and cancelled when it is late.

Style: asyncio.wait with a timeout, then cancel() in a finally.
"""

import asyncio


async def with_timeout(get_health, seconds):
    task = asyncio.ensure_future(get_health())
    try:
        _, pending = await asyncio.wait([task], timeout=seconds)
        if pending:
            raise TimeoutError(f"timed out after {seconds}s")
        return task.result()
    finally:
        task.cancel()
