"""A future that the call fills by itself.

Style: a bare Future, a thread, and concurrent.futures.wait with a timeout.
"""

import concurrent.futures as cf
import threading


def health(get_health, seconds):
    future = cf.Future()

    def work():
        try:
            future.set_result(get_health())
        except BaseException as e:
            future.set_exception(e)

    threading.Thread(target=work, daemon=True).start()
    done, _ = cf.wait([future], timeout=seconds)
    if not done:
        raise TimeoutError("late")
    return future.result()
