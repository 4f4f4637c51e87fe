"""It waits again and again for what is left of the time.

Style: Event.wait in a loop, for 0.25 s at most.
"""

import threading
import time


def health(get_health, seconds):
    done = threading.Event()
    result = []

    def run():
        try:
            result.append(get_health())
        except BaseException as e:
            result.append(None)
            result.append(e)
        done.set()

    threading.Thread(target=run, daemon=True, name="call").start()
    deadline = time.monotonic() + seconds
    while not done.is_set():
        left = deadline - time.monotonic()
        if left <= 0:
            raise TimeoutError(f"after {seconds}")
        done.wait(min(left, 0.25))
    if len(result) == 2:
        raise result[1]
    return result[0]
