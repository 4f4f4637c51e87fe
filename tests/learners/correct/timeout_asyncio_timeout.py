"""A block that may take so long.

Style: asyncio.timeout as a context manager, with an error that says more.
"""

import asyncio
from collections.abc import Awaitable, Callable


async def check_health(get_health: Callable[[], Awaitable[bool]], seconds: float) -> bool:
    try:
        async with asyncio.timeout(seconds) as limit:
            return await get_health()
    except TimeoutError as error:
        if limit.expired():
            raise TimeoutError(f"the service did not answer within {seconds:g} s") from error
        raise
