"""What a fault may leave behind: threads, tasks, timers, event loops, files, sockets, processes."""

import asyncio
import gc
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psutil

from checker_lab.testing import ManualClock, wait_until

__all__ = ["Watchman"]

FILES = Path("/proc/self/fd")
WITHIN = 10.0
"""Seconds after which what is still there was left behind."""


class Watchman:
    """Looks at what is there now, and later for what is there besides."""

    def __init__(self) -> None:
        self._before = _all_there_is()

    def nothing_left(self, within: float = WITHIN) -> None:
        """Wait until all that came has gone; name what is left if it does not go."""
        left: list[str] = []

        def has_gone() -> bool:
            left[:] = self._left()
            return not left

        try:
            wait_until(has_gone, within)
        except TimeoutError:
            raise AssertionError(f"left behind: {', '.join(sorted(left))}") from None

    def _left(self) -> list[str]:
        if not (left := _all_there_is() - self._before):
            return []
        gc.collect()  # a reference cycle may still hold it
        left = _all_there_is() - self._before
        return list(left.elements())


def _all_there_is() -> Counter[str]:
    return Counter([*_threads(), *_files(), *_processes(), *_waiting()])


def _threads() -> Iterator[str]:
    # Not threading.enumerate() alone: it can be wrong about a thread whose join() was interrupted.
    names = {thread.ident: thread.name for thread in threading.enumerate()}
    for ident in sys._current_frames():
        yield f"the thread {names.get(ident, 'unknown')!r}"


def _files() -> Iterator[str]:
    if not FILES.exists():
        yield from (f"the file {each.path}" for each in psutil.Process().open_files())
        return
    for link in FILES.iterdir():
        try:
            name = str(link.readlink())
        except OSError:
            continue  # that of the listing itself
        # Their numbers are those of the kernel, and mean nothing here.
        yield f"the file {name.split('[')[0]}"


def _processes() -> Iterator[str]:
    for child in psutil.Process().children():
        yield f"the process {child.pid}"


def _waiting() -> Iterator[str]:
    """What only the garbage collector knows: tasks, timers, event loops, alarms."""
    # Most objects are of few types: look at each type only once.
    tell: dict[type, Callable[[Any], list[str]] | None] = {}
    for each in gc.get_objects():
        kind = type(each)
        if kind not in tell:
            tell[kind] = next((_TELL[base] for base in kind.__mro__ if base in _TELL), None)
        if (told := tell[kind]) is not None:
            yield from told(each)


_TELL: dict[type, Callable[[Any], list[str]]] = {
    asyncio.Task: lambda task: [] if task.done() else [f"the task {task.get_name()!r}"],
    asyncio.TimerHandle: lambda timer: [] if timer.cancelled() else [f"the timer {timer!r}"],
    asyncio.BaseEventLoop: lambda loop: [] if loop.is_closed() else ["an open event loop"],
    ManualClock: lambda clock: [f"an alarm of a ManualClock at {when}" for when in clock.alarms],
}
