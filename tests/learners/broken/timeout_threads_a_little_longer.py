"""It gives the service 0.2 s more, to be fair.

Mistake: every timeout comes 0.2 s late.
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
    t.join(seconds + 0.2)
    if t.is_alive():
        raise TimeoutError
    if "e" in box:
        raise box["e"]
    return box["v"]
