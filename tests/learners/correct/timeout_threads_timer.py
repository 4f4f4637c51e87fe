"""A timer and the call send to one queue; the first one wins.

Style: threading.Timer, which is cancelled whatever comes, and SimpleQueue.
"""

import queue
import threading


def health(get_health, seconds):
    q = queue.SimpleQueue()
    timer = threading.Timer(seconds, q.put, [("timeout", None)])
    timer.daemon = True

    def work():
        try:
            q.put(("ok", get_health()))
        except BaseException as e:
            q.put(("error", e))
        finally:
            timer.cancel()

    threading.Thread(target=work, daemon=True).start()
    timer.start()
    what, v = q.get()
    timer.cancel()
    if what == "timeout":
        raise TimeoutError(seconds)
    if what == "error":
        raise v
    return v
