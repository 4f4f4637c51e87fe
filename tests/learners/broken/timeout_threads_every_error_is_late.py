"""Whatever goes wrong, there is no answer.

Mistake: an error ends the thread, and the caller waits until the time is over.
Fails: passes-errors-on
May fail: timeout-isolated, leaves-nothing
"""

import queue
import threading


def health(get_health, seconds):
    q = queue.Queue(1)
    threading.Thread(target=lambda: q.put(get_health()), daemon=True).start()
    try:
        return q.get(timeout=seconds)
    except Exception:
        raise TimeoutError("no answer") from None
