"""The services are asked one at a time.

Mistake: a call that hangs keeps the lock, and all others time out.
Fails: timeout-isolated
May fail: leaves-nothing
"""

import queue
import threading

LOCK = threading.Lock()


def health(get_health, seconds):
    q = queue.Queue(1)

    def work():
        with LOCK:
            try:
                q.put((get_health(), None))
            except BaseException as e:
                q.put((None, e))

    threading.Thread(target=work, daemon=True).start()
    try:
        v, e = q.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if e is not None:
        raise e
    return v
