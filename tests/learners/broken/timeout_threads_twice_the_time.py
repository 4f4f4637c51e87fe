"""It waits for the thread, and then for the event.

Mistake: each of the two waits has the whole timeout, so 0.3 s are 0.6 s.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import threading


def health(get_health, seconds):
    box = []
    done = threading.Event()

    def work():
        try:
            box.append((get_health(), None))
        except BaseException as e:
            box.append((None, e))
        done.set()

    t = threading.Thread(target=work, daemon=True)
    t.start()
    t.join(seconds)
    if not done.wait(seconds):
        raise TimeoutError
    v, e = box[0]
    if e:
        raise e
    return v
