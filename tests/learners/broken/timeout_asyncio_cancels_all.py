"""When the time is over everything that still runs is cancelled.

Mistake: one timeout cancels all tasks of the event loop, other calls among them.
Fails: timeout-isolated
May fail: times-out, leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    call = asyncio.ensure_future(get_health())
    done, _ = await asyncio.wait([call], timeout=seconds)
    if call not in done:
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()
        raise TimeoutError(f"no answer in {seconds} seconds")
    return call.result()
