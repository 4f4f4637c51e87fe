"""All answers come through one queue.

Mistake: the late answer of one call is taken for the answer of the next.
Fails: timeout-isolated
May fail: times-out, leaves-nothing
"""

import queue
import threading

ANSWERS = queue.Queue()


def check_health(get_health, seconds):
    def work():
        try:
            ANSWERS.put((get_health(), None))
        except BaseException as error:
            ANSWERS.put((None, error))

    threading.Thread(target=work, daemon=True).start()
    try:
        value, error = ANSWERS.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError("the service is too slow") from None
    if error:
        raise error
    return value
