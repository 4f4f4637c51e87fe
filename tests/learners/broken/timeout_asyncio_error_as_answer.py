"""gather() with return_exceptions=True.

Mistake: what get_health() raises is returned.
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    async with asyncio.timeout(seconds):
        return (await asyncio.gather(get_health(), return_exceptions=True))[0]
