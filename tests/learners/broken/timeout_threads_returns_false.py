"""A service that is late is not healthy.

Mistake: it returns False instead of raising TimeoutError.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import queue
import threading


def is_healthy(get_health, seconds):
    answer = queue.Queue(maxsize=1)

    def ask():
        try:
            answer.put(get_health())
        except BaseException as error:
            answer.put(error)

    threading.Thread(target=ask, daemon=True).start()
    try:
        result = answer.get(timeout=seconds)
    except queue.Empty:
        return False
    if isinstance(result, BaseException):
        raise result
    return result
