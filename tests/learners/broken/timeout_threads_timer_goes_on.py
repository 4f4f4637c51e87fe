"""A timer and the call send to one queue.

Mistake: the timer is not cancelled when the answer comes, and lives until its time is over.
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
    return v
