"""The timeout was configured in milliseconds once.

Mistake: the wrong unit, the seconds are divided by 1000 and every service is too slow.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

import asyncio


async def health(get_health, seconds):
    return await asyncio.wait_for(get_health(), seconds / 1000)
