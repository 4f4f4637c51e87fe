"""The queue takes everything that comes.

Mistake: an error is put into the queue like an answer, and returned.
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
        return q.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
