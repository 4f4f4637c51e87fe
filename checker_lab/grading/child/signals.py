"""Keeps what the learner's signal handlers raise out of the main thread, where the probe runs.

Python runs each handler in the main thread, whichever thread has set a timer. So an error of a
handler would end the probe, and not the call that it was meant for.
"""

import signal
from collections.abc import Callable
from functools import wraps
from types import FrameType
from typing import Any

__all__ = ["handler_errors", "keep_errors_of_handlers"]

Handler = Callable[[int, FrameType | None], Any]

_real_signal = signal.signal
_errors: list[BaseException] = []


def keep_errors_of_handlers() -> None:
    """From now on, keep what handlers raise, and the KeyboardInterrupt of an interrupt."""
    signal.signal = _signal
    _real_signal(signal.SIGINT, _kept(signal.default_int_handler))


def handler_errors() -> list[BaseException]:
    """Return what handlers have raised."""
    return list(_errors)


@wraps(_real_signal)
def _signal(signalnum: Any, handler: Any) -> Any:
    is_function = callable(handler) and not isinstance(handler, signal.Handlers)
    return _real_signal(signalnum, _kept(handler) if is_function else handler)


def _kept(handler: Handler) -> Handler:
    @wraps(handler)
    def call(signalnum: int, frame: FrameType | None) -> None:
        try:
            handler(signalnum, frame)
        except BaseException as error:
            _errors.append(error.with_traceback(None))

    return call
