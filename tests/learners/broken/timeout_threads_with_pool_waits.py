"""A pool of one, closed by `with`.

Mistake: the end of `with` waits for the call after all, however long it takes.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

from concurrent.futures import ThreadPoolExecutor


def health(get_health, seconds):
    with ThreadPoolExecutor(max_workers=1) as pool:
        return pool.submit(get_health).result(timeout=seconds)
