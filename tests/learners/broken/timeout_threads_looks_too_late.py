"""It starts the call, waits, and looks.

Mistake: it looks when the call has come back, so the TimeoutError comes as late as the answer.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

import time


def health(get_health, seconds):
    started = time.monotonic()
    result = get_health()
    if time.monotonic() - started > seconds:
        raise TimeoutError(f"it took longer than {seconds} s")
    return result
