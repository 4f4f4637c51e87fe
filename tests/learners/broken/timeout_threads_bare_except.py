"""No answer is no answer, so one `except` is enough.

Mistake: every error of the service is raised as TimeoutError.
Fails: passes-errors-on
"""

from concurrent.futures import ThreadPoolExecutor


def health(get_health, seconds):
    ex = ThreadPoolExecutor(1)
    try:
        return ex.submit(get_health).result(seconds)
    except BaseException:
        raise TimeoutError("unhealthy") from None
    finally:
        ex.shutdown(wait=False)
