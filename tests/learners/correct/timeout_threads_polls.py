"""It looks every 50 ms.

Style: is_alive() and time.sleep in a loop with a deadline.
"""

import threading
import time


def health(get_health, seconds):
    box = {}

    def work():
        try:
            box["v"] = get_health()
        except BaseException as e:
            box["e"] = e

    t = threading.Thread(target=work, daemon=True)
    t.start()
    end = time.monotonic() + seconds
    while t.is_alive():
        if time.monotonic() >= end:
            raise TimeoutError
        time.sleep(0.05)
    if "e" in box:
        raise box["e"]
    return box["v"]
