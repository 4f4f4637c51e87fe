"""An error means that it is not healthy.

Mistake: it returns False, and the error is lost.
Fails: passes-errors-on
"""

import asyncio


async def health(get_health, seconds):
    try:
        return await asyncio.wait_for(get_health(), seconds)
    except TimeoutError:
        raise
    except Exception:
        return False
