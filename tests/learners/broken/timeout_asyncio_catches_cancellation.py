"""The task hands over whatever comes, and waits until that has been taken.

Mistake: it catches its cancellation too, and nobody is there to take that.
Fails: leaves-nothing
"""

import asyncio

TASKS = set()


async def health(get_health, seconds):
    found = asyncio.Queue(1)
    taken = asyncio.Event()

    async def ask():
        try:
            await found.put((await get_health(), None))
        except BaseException as error:
            await found.put((None, error))
        await taken.wait()

    task = asyncio.create_task(ask())
    TASKS.add(task)
    task.add_done_callback(TASKS.discard)
    try:
        answer, error = await asyncio.wait_for(found.get(), seconds)
    except TimeoutError:
        task.cancel()
        raise
    taken.set()
    if error is not None:
        raise error
    return answer
