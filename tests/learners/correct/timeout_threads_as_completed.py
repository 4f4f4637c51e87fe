"""The first one that is done, of one.

Style: concurrent.futures.as_completed with a timeout.
"""

import concurrent.futures as cf


def health(get_health, seconds):
    ex = cf.ThreadPoolExecutor(1)
    try:
        f = ex.submit(get_health)
        for done in cf.as_completed([f], timeout=seconds):
            return done.result()
    finally:
        ex.shutdown(wait=False)
