"""asyncio.wait_for, in a plain function.

Mistake: it returns a coroutine, and get_health() of threads returns nothing to await.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import asyncio


def health(get_health, seconds):
    return asyncio.wait_for(get_health(), seconds)
