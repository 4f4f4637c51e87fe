"""The error is made again, without its traceback.

Mistake: the copy is made from the text, which an error with two arguments does not take.
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
        raise type(box["e"])(str(box["e"]))
    return box["v"]
