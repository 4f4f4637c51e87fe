"""A pool is made once, threads are expensive.

Mistake: it has one worker, and a call that hangs makes all later ones time out.
Fails: timeout-isolated
May fail: times-out, leaves-nothing
"""

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(max_workers=1)


def health(get_health, seconds):
    future = POOL.submit(get_health)
    try:
        return future.result(timeout=seconds)
    except TimeoutError:
        future.cancel()
        raise
