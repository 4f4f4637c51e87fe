"""SystemExit must not end the whole program.

Mistake: it becomes a RuntimeError, so that the caller cannot tell what get_health() raised.
Fails: passes-errors-on
"""

import asyncio


async def ask(get_health, seconds):
    async with asyncio.timeout(seconds):
        try:
            return await get_health()
        except SystemExit as error:
            raise RuntimeError("the service wanted to exit") from error
