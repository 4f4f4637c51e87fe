"""Worker and caller meet at a barrier.

Mistake: a caller whose time is over does not come, and the worker waits at the barrier forever.
Fails: leaves-nothing
"""

import threading


def ask(get_health, seconds):
    answered = threading.Event()
    taken = threading.Event()
    box = {}

    def worker():
        try:
            box["result"] = get_health()
        except BaseException as error:
            box["error"] = error
        answered.set()
        taken.wait()  # the box must not go before the caller has looked into it
        box.clear()

    threading.Thread(target=worker, daemon=True).start()
    if not answered.wait(seconds):
        raise TimeoutError("too late")
    try:
        if "error" in box:
            raise box["error"]
        return box["result"]
    finally:
        taken.set()
