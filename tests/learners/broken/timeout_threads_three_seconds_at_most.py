"""Nobody wants to wait for longer than three seconds.

Mistake: a timeout of 5 s comes after 3 s.
Fails: times-out
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

    threading.Thread(target=work, daemon=True).start()
    if not done.wait(min(seconds, 3)):
        raise TimeoutError
    v, e = box[0]
    if e:
        raise e
    return v
