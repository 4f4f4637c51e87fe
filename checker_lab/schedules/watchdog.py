"""Runs a function in an OS thread of its own, and watches its progress.

It knows no schedule: only how to tell that a call is stuck, where it stands, and how to end it.
"""

import ctypes
import sys
import threading
from _thread import allocate_lock, get_ident, start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import copy_context
from types import FrameType
from typing import Any, Generic, Protocol, TypeVar

from checker_lab.schedules.errors import ScheduleOver, StuckError
from checker_lab.schedules.source import current_line, shown_file, source_line
from checker_lab.schedules.tracing import StepLines

__all__ = ["WatchedCall", "interrupt", "stuck_message", "thread_object"]

T = TypeVar("T")

# Seconds that a function gets to end after `stop()`: enough for a busy machine, since an interrupt
# may hit it while it cleans up.
PATIENCE = 15.0
# How often a stuck function is interrupted, and the seconds between.
INTERRUPTS = 3
GRACE = 2.0


class Watched(Protocol):
    """A call in progress, as the thread that waits for it sees it."""

    @property
    def progress(self) -> int:
        """A number that changes as long as the call makes progress."""
        ...

    @property
    def stall(self) -> float:
        """Real seconds in which it must change."""
        ...

    @property
    def doing(self) -> str:
        """Who moves, for an error."""
        ...

    @property
    def lines(self) -> StepLines:
        """Whose lines are steps, to say where the call is stuck."""
        ...

    def stop(self) -> None:
        """End as soon as possible."""
        ...


class WatchedCall(Generic[T]):
    """A function that runs in another OS thread while this one waits for it.

    There are two reasons: Ctrl-C interrupts the main thread at any point, and must not leave the
    scheduler half-way; and a notebook's own thread runs an event loop, and cannot run a second one.
    """

    def __init__(self, function: Callable[[], T], watched: Watched) -> None:
        self._function = function
        self._watched = watched
        self._ident = 0
        self._result: list[T] = []
        self._error: BaseException | None = None
        self._ended = allocate_lock()

    def run(self) -> T:
        """Return what the function returns, or raise what it raises.

        Raises:
            StuckError: it made no progress for `stall` seconds.
        """
        self._ended.acquire()
        run = copy_context().run
        try:
            # Inside: Ctrl-C often comes when the new thread has started and this one is to go on.
            start_new_thread(run, (self._call,))
            self._wait()
        except BaseException as error:
            self._watched.stop()
            if isinstance(error, StuckError) or not self._ended.acquire(timeout=PATIENCE):
                self._interrupt()
            raise
        if self._error is not None:
            raise self._error
        return self._result[0]

    def _call(self) -> None:
        self._ident = get_ident()
        try:
            with thread_object(self._ident, "MainThread"):
                self._result.append(self._function())
        except BaseException as error:
            self._error = error
        finally:
            self._ended.release()

    def _wait(self) -> None:
        seen = -1
        while not self._ended.acquire(timeout=self._watched.stall):
            now = self._watched.progress
            if now == seen:
                frame = self._watched.lines.nearest(sys._current_frames().get(self._ident))
                message = stuck_message(self._watched.doing, frame, self._watched.stall)
                raise StuckError(message)
            seen = now

    def _interrupt(self) -> None:
        for _ in range(INTERRUPTS):
            interrupt(self._ident)
            if self._ended.acquire(timeout=GRACE):
                return


@contextmanager
def thread_object(ident: int, name: str) -> Iterator[threading.Thread]:
    """Give `current_thread()` an object for an OS thread that `threading` did not start."""
    thread = threading.Thread(name=name, daemon=False)
    thread._ident = ident  # type: ignore[attr-defined]
    active: dict[int, threading.Thread] = threading._active  # type: ignore[attr-defined]
    active[ident] = thread
    try:
        yield thread
    finally:
        active.pop(ident, None)


def interrupt(ident: int, kind: type[BaseException] = ScheduleOver) -> None:
    """Raise an error in an OS thread, at its next instruction."""
    error: Any = ctypes.py_object(kind)
    ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(ident), error)


def stuck_message(name: str, frame: FrameType | None, seconds: float) -> str:
    """The message of a StuckError, with the line at which `name` stands."""
    where = "" if frame is None else f" at {_place(frame)}"
    return (
        f"{name} has not returned for {seconds:g} s{where}: it waits for something "
        "that the scheduler does not control, or runs forever in code whose lines are not steps. "
        "Make locks, queues and threads in setup() or in the threads, and wait for nothing "
        "outside of the program"
    )


def _place(frame: FrameType) -> str:
    file, line = frame.f_code.co_filename, current_line(frame)
    return f"{shown_file(file)}:{line}: {source_line(file, line)}"
