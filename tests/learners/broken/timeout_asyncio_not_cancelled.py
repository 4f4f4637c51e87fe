"""asyncio.wait() raises nothing and cancels nothing.

Mistake: the call that is late is left to itself and runs on forever.
Fails: leaves-nothing
"""

import asyncio


async def get(get_health, seconds):
    task = asyncio.create_task(get_health())
    done, pending = await asyncio.wait({task}, timeout=seconds)
    if pending:
        raise TimeoutError(f"{seconds} s")
    return done.pop().result()
