"""It catches what goes wrong and passes it on.

Mistake: SystemExit is no Exception: it ends the thread, and the caller waits in vain.
Fails: passes-errors-on
"""

import queue
import threading


def health(get_health, seconds):
    q = queue.Queue(1)

    def work():
        try:
            q.put((get_health(), None))
        except Exception as e:
            q.put((None, e))

    threading.Thread(target=work, daemon=True).start()
    try:
        v, e = q.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if e:
        raise e
    return v
