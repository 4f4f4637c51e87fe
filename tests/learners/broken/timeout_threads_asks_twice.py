"""If it works once, it works.

Mistake: the answer that is returned is that of a second call.
Fails: times-out
May fail: passes-errors-on, timeout-isolated, leaves-nothing
"""

import threading


def health(get_health, seconds):
    box = {}

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
    return get_health()
