"""The loop's own timer cancels the task.

Style: loop.call_later(seconds, task.cancel).
"""

import asyncio


async def ask(get_health, seconds):
    task = asyncio.create_task(get_health())
    too_late = False

    def give_up():
        nonlocal too_late
        too_late = True
        task.cancel()

    timer = asyncio.get_running_loop().call_later(seconds, give_up)
    try:
        return await task
    except asyncio.CancelledError:
        if too_late:
            raise TimeoutError(f"{seconds} s are over") from None
        task.cancel()
        raise
    finally:
        timer.cancel()
