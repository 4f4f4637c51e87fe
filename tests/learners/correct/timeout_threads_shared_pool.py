"""One pool for all calls, with room for many.

Style: a ThreadPoolExecutor at module level, and Future.result(timeout=...).
"""

from concurrent.futures import ThreadPoolExecutor

POOL = ThreadPoolExecutor(max_workers=64)


def health(get_health, seconds):
    future = POOL.submit(get_health)
    try:
        return future.result(timeout=seconds)
    except TimeoutError:
        future.cancel()
        raise
