"""It asks the future every 50 ms.

Mistake: a TimeoutError of get_health() is taken for one of result(), and asked for until the end.
Fails: passes-errors-on
"""

import time
from concurrent.futures import ThreadPoolExecutor


def health(get_health, seconds):
    ex = ThreadPoolExecutor(1)
    f = ex.submit(get_health)
    ex.shutdown(wait=False)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            return f.result(timeout=0.05)
        except TimeoutError:
            continue
    raise TimeoutError
