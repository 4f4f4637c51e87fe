"""gather() collects errors, and they are raised afterwards.

Mistake: an error that get_health() returns is raised as well.
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    async with asyncio.timeout(seconds):
        [r] = await asyncio.gather(get_health(), return_exceptions=True)
    if isinstance(r, BaseException):
        raise r
    return r
