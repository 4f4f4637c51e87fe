"""It looks once a second whether the answer is there.

Mistake: int(seconds) cuts the fraction off, so less than a second is no time at all.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

import threading


def call(get_health, seconds):
    done = threading.Event()
    outcome = []

    def target():
        try:
            outcome.append((True, get_health()))
        except BaseException as error:
            outcome.append((False, error))
        done.set()

    threading.Thread(target=target, daemon=True).start()
    for _ in range(int(seconds)):
        if done.wait(1):
            break
    if not done.is_set():
        raise TimeoutError(f"no answer in {seconds} s")
    ok, value = outcome[0]
    if not ok:
        raise value
    return value
