"""A timer that is cancelled when the answer comes.

Mistake: it is not cancelled when get_health() raises.
Fails: leaves-nothing
"""

import queue
import threading


def health(get_health, seconds):
    q = queue.Queue()

    def work():
        try:
            q.put(("ok", get_health()))
        except BaseException as e:
            q.put(("error", e))

    threading.Thread(target=work, daemon=True).start()
    t = threading.Timer(seconds, q.put, [("timeout", None)])
    t.daemon = True
    t.start()
    what, v = q.get()
    if what == "timeout":
        raise TimeoutError
    if what == "error":
        raise v
    t.cancel()
    return v
