"""One box for the result, emptied before each call.

Mistake: what comes late is taken for the result of the call that waits then.
Fails: timeout-isolated
May fail: passes-errors-on, leaves-nothing
"""

import threading

box = {}


def health(get_health, seconds):
    box.clear()

    def work():
        try:
            box["v"] = get_health()
        except BaseException as e:
            box["e"] = e

    t = threading.Thread(target=work, daemon=True)
    t.start()
    t.join(seconds)
    if t.is_alive():
        raise TimeoutError
    if "e" in box:
        raise box["e"]
    return box["v"]
