"""An Event says that the answer is there.

Style: a daemon thread, threading.Event and a dict that holds the outcome.
"""

import threading
from collections.abc import Callable


def call_with_timeout(get_health: Callable[[], bool], seconds: float) -> bool:
    ready = threading.Event()
    outcome: dict = {}

    def work() -> None:
        try:
            outcome["value"] = get_health()
        except BaseException as error:
            outcome["error"] = error
        ready.set()

    worker = threading.Thread(target=work, name="health call", daemon=True)
    worker.start()
    if not ready.wait(seconds):
        raise TimeoutError("health check took longer than %.3f s" % seconds)  # noqa: UP031
    if "error" in outcome:
        raise outcome["error"]
    return outcome["value"]
