"""An error in the queue is raised.

Mistake: an error that get_health() returns, for it is its answer, is raised as well.
Fails: passes-errors-on
"""

import queue
import threading


def health(get_health, seconds):
    q = queue.Queue(1)

    def work():
        try:
            q.put(get_health())
        except BaseException as e:
            q.put(e)

    threading.Thread(target=work, daemon=True).start()
    try:
        r = q.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if isinstance(r, BaseException):
        raise r
    return r
