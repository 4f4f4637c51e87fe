"""A pool for one call, which is let go and not waited for.

Style: ThreadPoolExecutor without `with`, shutdown(wait=False).
"""

from concurrent.futures import ThreadPoolExecutor


def check(get_health, seconds):
    executor = ThreadPoolExecutor(max_workers=1)
    try:
        return executor.submit(get_health).result(timeout=seconds)
    finally:
        executor.shutdown(wait=False)
