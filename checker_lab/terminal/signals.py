"""Ctrl-C and SIGTERM request a stop. They interrupt nothing and print no traceback."""

import signal
import time
from collections.abc import Callable

__all__ = ["PATIENCE", "ignore_signals", "stop_on_signals"]

PATIENCE = 3.0
"""Seconds that a stop may take. A signal that comes later than that ends the process."""

# SIGBREAK is the Ctrl-Break of Windows. A shell script starts its background jobs with SIGINT
# ignored; handle it there too, since somebody who sends one to this process means it.
NUMBERS = [
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGBREAK") if hasattr(signal, name)
]


def stop_on_signals(stop: Callable[[], None], now: Callable[[], float] = time.monotonic) -> None:
    """Call `stop` on every signal that requests an end; it must be safe in a signal handler."""
    requests: list[float] = []

    def handle(number: int, _: object) -> None:
        requests.append(now())
        if requests[-1] - requests[0] > PATIENCE:
            # Perhaps a full pipe blocks the last lines, and the stop cannot finish.
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        stop()

    for number in NUMBERS:
        signal.signal(number, handle)


def ignore_signals() -> None:
    """Ignore further signals: they must not change the exit status while Python shuts down."""
    for number in NUMBERS:
        signal.signal(number, signal.SIG_IGN)
