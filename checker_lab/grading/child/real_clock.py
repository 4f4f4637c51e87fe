"""Real time, as it was before the learner's code was loaded.

Whatever that code puts in place of `time.sleep` and `time.perf_counter` changes nothing here.
"""

from collections.abc import Callable
from time import perf_counter as now
from time import sleep as pause

__all__ = ["now", "pause", "wait_until"]

# Seconds between two looks at a condition.
POLL = 0.002


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Wait until `condition()` is true, for `seconds` at most, and return whether it is."""
    end = now() + seconds
    while not condition():
        if now() >= end:
            return bool(condition())
        pause(POLL)
    return True
