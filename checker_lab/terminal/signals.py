"""Ctrl-C and SIGTERM ask for a stop: they interrupt nothing, and no traceback comes of them."""

import signal
import time
from collections.abc import Callable

__all__ = ["PATIENCE", "ignore_signals", "stop_on_signals"]

PATIENCE = 3.0
"""Seconds that a stop may take; whoever asks again after that wants an end, not a stop."""

# SIGBREAK is the Ctrl-Break of Windows. A shell script starts its background jobs with SIGINT
# ignored; whoever sends one to this program means it, so it is heard there too.
NUMBERS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
]


def stop_on_signals(stop: Callable[[], None], now: Callable[[], float] = time.monotonic) -> None:
    """Call `stop` at each signal that asks for an end; it must be fit to be called in a handler."""
    asked: list[float] = []

    def handle(number: int, _: object) -> None:
        asked.append(now())
        if asked[-1] - asked[0] > PATIENCE:
            # Perhaps nobody reads what is to be written, and so the stop cannot come to its end.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        stop()

    for number in NUMBERS:
        signal.signal(number, handle)


def ignore_signals() -> None:
    """All is done: a second Ctrl-C shall not change the exit status while Python shuts down."""
    for number in NUMBERS:
        signal.signal(number, signal.SIG_IGN)
