"""Replaces `threading`, `time` and `print` under unchanged code, while schedules are played.

The replacements look up which thread calls. A thread of a schedule gets what is scheduled; every
other thread of the process, such as a notebook's own, gets the real thing.
"""

import _thread
import asyncio
import datetime
import gc
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import _bootstrap
from types import FrameType
from typing import Any, TypeVar

from checker_lab.schedules import clocks, primitives
from checker_lab.schedules.errors import ScheduleError
from checker_lab.schedules.tasks.lock import OwnedLock
from checker_lab.schedules.world import ON_THREAD, current

__all__ = ["one_at_a_time", "scheduled", "scheduled_world"]

F = TypeVar("F", bound=Callable[..., Any])

# The globals of the code that imports a module.
IMPORTING = vars(_bootstrap)

_only_one = threading.Lock()

_real_lock = threading.Lock
_real_rlock = threading.RLock
_real_start_new_thread = _thread.start_new_thread
_real_init = threading.Thread.__init__
_real_hash = threading.Thread.__hash__
_real_start = threading.Thread.start
_real_join = threading.Thread.join
_real_is_alive = threading.Thread.is_alive
_real_newname = threading._newname  # type: ignore[attr-defined]
_real_sleep = time.sleep
_real_simple_queue = queue.SimpleQueue


def _lock() -> Any:
    return primitives.ScheduledLock() if _is_for_a_schedule() else _real_lock()


def _rlock() -> Any:
    return primitives.ScheduledRLock() if _is_for_a_schedule() else _real_rlock()


def _simple_queue() -> Any:
    # The one in C waits in C. CPython has the same in Python, made of a semaphore.
    return queue._PySimpleQueue() if _is_for_a_schedule() else _real_simple_queue()  # type: ignore[attr-defined]


def _is_for_a_schedule() -> bool:
    """Does the new lock belong to a run? One that a module makes at its import does not."""
    me = current()
    if me is None or me.world.owns_process:
        return me is not None
    frame: FrameType | None = sys._getframe(2)
    while frame is not None:
        if frame.f_globals is IMPORTING:
            return False
        frame = frame.f_back
    return True


def _init(thread: threading.Thread, *args: Any, **kwargs: Any) -> None:
    me = current()
    if me is not None:
        thread.__dict__["_schedule_number"] = me.world.next_number()
    _real_init(thread, *args, **kwargs)


def _hash(thread: threading.Thread) -> int:
    number: int | None = thread.__dict__.get("_schedule_number")
    return _real_hash(thread) if number is None else number


# A set is iterated in the order of its hashes. Those of threads are addresses, so that no two runs
# would be alike. This replacement stays for good, since a hash must never change.
threading.Thread.__hash__ = _hash  # type: ignore[assignment, method-assign]


def _start(thread: threading.Thread) -> None:
    me = current()
    if me is None:
        _real_start(thread)
    else:
        primitives.start(me, thread)


def _join(thread: threading.Thread, timeout: float | None = None) -> None:
    me = current()
    if me is not None:
        primitives.join(me, thread, timeout)
    elif primitives.started_as(thread) is None:
        _real_join(thread, timeout)


def _is_alive(thread: threading.Thread) -> bool:
    scheduled = primitives.started_as(thread)
    return _real_is_alive(thread) if scheduled is None else not scheduled.ended


def _start_new_thread(
    function: Callable[..., object], args: tuple[Any, ...], kwargs: dict[str, Any] | None = None, /
) -> int:
    me = current()
    if me is None:
        return _real_start_new_thread(function, args, kwargs or {})
    handle = threading.Thread(target=function, args=args, kwargs=kwargs, daemon=True)
    primitives.start(me, handle)
    return handle.ident or 0


def _newname(template: str = "Thread-%d") -> str:
    me = current()
    if me is None:
        name: str = _real_newname(template)
        return name
    return template % me.world.thread_number()


def _sleep(seconds: float) -> None:
    me = current()
    if me is None:
        _real_sleep(seconds)
    else:
        primitives.sleep(me, seconds)


# Each real function or class, and what replaces it.
_REPLACED: list[tuple[Any, Any]] = [
    (_real_lock, _lock),
    (_thread.allocate_lock, _lock),
    (_real_rlock, _rlock),
    (_real_simple_queue, _simple_queue),
    (_real_start_new_thread, _start_new_thread),
    (asyncio.Lock, OwnedLock),
    (_real_sleep, _sleep),
    *clocks.STAND_INS,
]


_THREAD_METHODS = {"__init__": _init, "start": _start, "join": _join, "is_alive": _is_alive}


# A thread without a name is named after its target.
for _real, _stand_in in _REPLACED:
    if hasattr(_stand_in, "__code__"):
        _stand_in.__name__ = _real.__name__


def scheduled(function: F) -> F:
    """What replaces `function` in a schedule, or `function` itself."""
    found: F = next((new for real, new in _REPLACED if real is function), function)
    return found


class _Output:
    """Keeps what threads of a schedule print, and passes on what other threads print."""

    def __init__(self, real: Any) -> None:
        self._real = real

    def write(self, text: str) -> int:
        thread = ON_THREAD.get(threading.get_ident())
        if thread is None:
            written: int = self._real.write(text)
            return written
        thread.world.output.append(text)
        return len(text)

    def flush(self) -> None:
        if threading.get_ident() not in ON_THREAD:
            self._real.flush()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._real, name)


@contextmanager
def one_at_a_time() -> Iterator[None]:
    """Wait until no other search or play of this process runs: they share the replacements.

    Raises:
        ScheduleError: the calling thread is one of a schedule itself.
    """
    if threading.get_ident() in ON_THREAD:
        raise ScheduleError("explore() and play() cannot be called from within a schedule")
    with _only_one:
        yield


@contextmanager
def scheduled_world(namespaces: list[dict[str, Any]]) -> Iterator[None]:
    """Let the threads of schedules see scheduled locks, threads and clocks.

    Args:
        namespaces: globals of the code under test, which may name the real functions themselves
            (`from time import sleep`).
    """
    with ExitStack() as stack:
        for place in (*_stdlib(), *namespaces):
            stack.enter_context(_replaced_in(place))
        for name, method in _THREAD_METHODS.items():
            stack.enter_context(_set(threading.Thread, name, method))
        stack.enter_context(_set(threading, "_newname", _newname))
        for name in ("start_new_thread", "start_new"):
            stack.enter_context(_set(_thread, name, _start_new_thread))
        stack.enter_context(_set(sys, "stdout", _Output(sys.stdout)))
        stack.enter_context(_set(sys, "stderr", _Output(sys.stderr)))
        stack.enter_context(clocks.picklable_datetimes())
        stack.enter_context(_no_garbage_collection())
        yield


@contextmanager
def _set(owner: Any, name: str, value: Any) -> Iterator[None]:
    before = getattr(owner, name)
    setattr(owner, name, value)
    try:
        yield
    finally:
        setattr(owner, name, before)


def _stdlib() -> list[dict[str, Any]]:
    return [vars(one) for one in (threading, time, datetime, queue, asyncio, asyncio.locks)]


@contextmanager
def _replaced_in(namespace: dict[str, Any]) -> Iterator[None]:
    # By identity: an equal function may be another one.
    stand_ins = {id(real): stand_in for real, stand_in in _REPLACED}
    found = {name: value for name, value in list(namespace.items()) if id(value) in stand_ins}
    namespace.update({name: stand_ins[id(value)] for name, value in found.items()})
    try:
        yield
    finally:
        namespace.update(found)


@contextmanager
def _no_garbage_collection() -> Iterator[None]:
    # A collection may call code under test (`__del__`) at points that no schedule decides.
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
