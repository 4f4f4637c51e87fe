"""Once is no proof: it tries twice.

Mistake: an error is passed on only if the second call raises too.
Fails: passes-errors-on
May fail: timeout-isolated
"""

import threading


def health(get_health, seconds):
    box = {}

    def work():
        for _ in range(2):
            try:
                box["v"] = get_health()
                return
            except BaseException as e:
                box["e"] = e

    t = threading.Thread(target=work, daemon=True)
    t.start()
    t.join(seconds)
    if t.is_alive():
        raise TimeoutError
    if "v" in box:
        return box["v"]
    raise box["e"]
