"""What a learner's program finds around it, so that it runs as it would in a terminal.

The grader loads it in a process that has no terminal and calls run() in a thread, and both would
break ordinary programs.
"""

import builtins
import signal
import sys
import threading
from typing import Any

__all__ = ["make_ordinary"]

# What input() returns: it is a number as well as a text.
ANSWER = "1"
# Calls of input() before the input ends, so that a loop that reads it ends too.
MOST_ANSWERS = 100
# Bytes of the smallest stack that Python accepts.
SMALLEST_STACK = 32 << 10

# Signals that a program sends to itself when a time is over. They would come, and no thread but the
# main one can handle them.
ALARMS = ("SIGALRM", "SIGPROF", "SIGVTALRM")

_real_getsignal = signal.getsignal
_real_set_wakeup_fd = signal.set_wakeup_fd


def make_ordinary(program: str) -> None:
    """Make this process look like one that runs `program`, the path of a file, in a terminal."""
    sys.argv[:] = [program]
    builtins.input = _Answers()
    threading.stack_size = _StackSize()
    handlers = _Handlers()
    signal.signal = handlers.signal  # type: ignore[assignment]
    signal.getsignal = handlers.getsignal  # type: ignore[assignment]
    signal.set_wakeup_fd = _set_wakeup_fd


class _Answers:
    """Stands in for input()."""

    def __init__(self) -> None:
        self._left = MOST_ANSWERS

    def __call__(self, prompt: object = "", /) -> str:
        # The line end is that of the answer.
        print(prompt, flush=True)
        self._left -= 1
        if self._left < 0:
            raise EOFError("EOF when reading a line")
        return ANSWER


class _StackSize:
    """Stands in for `threading.stack_size()`, and changes nothing.

    Stacks of 256 MB would leave no memory, not even for the grader's own threads.
    """

    def __init__(self) -> None:
        self._size = 0

    def __call__(self, size: int = 0, /) -> int:
        if size < 0 or 0 < size < SMALLEST_STACK:
            raise ValueError(f"size not valid: {size} bytes")
        before, self._size = self._size, size
        return before


class _Handlers:
    """Stands in for functions of `signal`, which only work in the main thread.

    A learner's program calls run() in its main thread, but the grader does not. No such signal
    comes during a grading.
    """

    def __init__(self) -> None:
        # Not the one of the import: the grader has replaced it since then.
        self._set = signal.signal
        self._by_number: dict[int, Any] = {}

    def signal(self, number: int, handler: Any, /) -> Any:
        if threading.current_thread() is threading.main_thread() or number in _alarms():
            self._by_number.pop(number, None)
            return self._set(number, handler)
        if not callable(handler) and handler not in (signal.SIG_IGN, signal.SIG_DFL):
            raise TypeError(
                "signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object"
            )
        before = self.getsignal(number)
        self._by_number[number] = handler
        return before

    def getsignal(self, number: int, /) -> Any:
        return self._by_number.get(number, _real_getsignal(number))


def _set_wakeup_fd(descriptor: int, /, *, warn_on_full_buffer: bool = True) -> int:
    if threading.current_thread() is threading.main_thread():
        return _real_set_wakeup_fd(descriptor, warn_on_full_buffer=warn_on_full_buffer)
    return -1


def _alarms() -> list[int]:
    return [getattr(signal, name) for name in ALARMS if hasattr(signal, name)]
