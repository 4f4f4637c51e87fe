"""If there is no result, it was too slow.

Mistake: None is an answer too, but is taken for a timeout.
Fails: times-out
May fail: passes-errors-on, timeout-isolated
"""

import threading


def health(get_health, seconds):
    box = {"v": None, "e": None}

    def work():
        try:
            box["v"] = get_health()
        except BaseException as e:
            box["e"] = e

    t = threading.Thread(target=work, daemon=True)
    t.start()
    t.join(seconds)
    if box["e"]:
        raise box["e"]
    if box["v"] is None:
        raise TimeoutError
    return box["v"]
