"""It says what was being done when the error came.

Mistake: every error is raised as a RuntimeError of its own.
Fails: passes-errors-on
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
        raise RuntimeError("health failed") from box["e"]
    return box["v"]
