"""The timeout is in milliseconds, as everywhere.

Mistake: the wrong unit, it fires a thousand times too early.
Fails: times-out
May fail: timeout-isolated, leaves-nothing
"""

import queue
import threading

MS = 0.001


def check(get_health, seconds):
    results = queue.Queue()

    def work():
        try:
            results.put(("ok", get_health()))
        except BaseException as error:
            results.put(("error", error))

    threading.Thread(target=work, daemon=True).start()
    try:
        kind, value = results.get(timeout=seconds * MS)
    except queue.Empty:
        raise TimeoutError(f"{seconds} ms are over") from None
    if kind == "error":
        raise value
    return value
