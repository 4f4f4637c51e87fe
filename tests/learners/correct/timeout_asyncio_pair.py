"""A task hands over the answer or the error, as one half of a pair.

Style: the result of a task, asyncio.wait(), cancel() of what is late; SystemExit is handed on too.
"""

import asyncio


async def health(get_health, seconds):
    async def ask():
        try:
            return await get_health(), None
        except asyncio.CancelledError:
            raise
        except BaseException as error:
            return None, error

    task = asyncio.create_task(ask())
    await asyncio.wait([task], timeout=seconds)
    if not task.done():
        task.cancel()
        raise TimeoutError(f"no answer within {seconds} s")
    answer, error = task.result()
    if error is not None:
        raise error
    return answer
