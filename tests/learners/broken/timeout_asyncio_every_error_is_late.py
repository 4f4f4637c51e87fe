"""A service that raises is not healthy.

Mistake: every error is raised as TimeoutError.
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    try:
        return await asyncio.wait_for(get_health(), seconds)
    except Exception as e:
        raise TimeoutError("unhealthy") from e
