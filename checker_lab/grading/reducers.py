"""How things travel to another process that cannot be copied, and need not be: made anew there.

It knows what stands beside a class in a notebook, not how a class itself is pickled.
"""

import contextvars
import functools
import io
import logging
import os
import queue
import sys
import threading
import weakref
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from types import ModuleType
from typing import Any, NewType, ParamSpec

from checker_lab.grading.job import make_anew

__all__ = ["reduced"]

Reduced = tuple[Any, ...]

# What has to be looked up where it is loaded, since a schedule or the grader replaces it.
LOOKED_UP: tuple[tuple[ModuleType, str], ...] = (
    (threading, "Lock"),
    (threading, "RLock"),
    (queue, "SimpleQueue"),
    (sys, "stdout"),
    (sys, "stderr"),
    (sys, "__stdout__"),
    (sys, "__stderr__"),
)
# A new one does as well. Of what is only referred to weakly, nothing else is sent.
MADE_ANEW: dict[type, tuple[str, str]] = {
    type(threading.Lock()): ("threading", "Lock"),
    type(threading.RLock()): ("threading", "RLock"),
    threading.local: ("threading", "local"),
    queue.SimpleQueue: ("queue", "SimpleQueue"),
    weakref.WeakKeyDictionary: ("weakref", "WeakKeyDictionary"),
    weakref.WeakSet: ("weakref", "WeakSet"),
    weakref.WeakValueDictionary: ("weakref", "WeakValueDictionary"),
}


def reduced(part: Any) -> Reduced | None:
    """Return how the other process makes `part`, as `__reduce__()` does; None if it is pickled."""
    for module, name in LOOKED_UP:
        if part is getattr(module, name):
            return getattr, (module, name)
    if type(part) in MADE_ANEW:
        return make_anew, MADE_ANEW[type(part)]
    reduce = _REDUCERS.get(type(part))
    return None if reduce is None else reduce(part)


def _executor(part: ThreadPoolExecutor) -> Reduced:
    return ThreadPoolExecutor, (part._max_workers,)


def _context_variable(part: "contextvars.ContextVar[Any]") -> Reduced:
    try:
        # An empty context shows the default.
        return _new_variable, (part.name, contextvars.Context().run(part.get))
    except LookupError:
        return contextvars.ContextVar, (part.name,)


def _new_variable(name: str, default: Any) -> "contextvars.ContextVar[Any]":
    return contextvars.ContextVar(name, default=default)


def _weak_reference(part: "weakref.ref[Any]") -> Reduced:
    return _refer, (part(),)


def _refer(thing: Any) -> Callable[[], Any]:
    return (lambda: None) if thing is None else weakref.ref(thing)


def _cached(part: Any) -> Reduced:
    # By its name it would be looked up in a module that is not there.
    return _cache, (part.__wrapped__, part.cache_parameters())


def _cache(function: Callable[..., Any], parameters: dict[str, Any]) -> Any:
    return functools.lru_cache(**parameters)(function)


def _new_type(part: Any) -> Reduced:
    return NewType, (part.__name__, part.__supertype__)


def _stream_handler(part: Any) -> Reduced:
    """Make a handler anew: its stream may be one of a notebook, and known there only."""
    is_stdout = part.stream is sys.stdout or "stdout" in str(getattr(part.stream, "name", ""))
    stream = "stdout" if is_stdout else "stderr"
    return _new_handler, (stream, part.level, part.formatter, part.filters, part.terminator)


def _new_handler(
    stream: str, level: int, formatter: Any, filters: list[Any], terminator: str
) -> logging.Handler:
    handler = logging.StreamHandler(getattr(sys, stream))
    handler.setLevel(level)
    handler.setFormatter(formatter)
    handler.filters[:] = filters
    handler.terminator = terminator
    return handler


def _file(part: Any) -> Reduced | None:
    """Open a file to which the code writes as one that keeps nothing."""
    if part.closed or not part.writable():
        return None
    return open, (os.devnull, "w" if isinstance(part, io.TextIOWrapper) else "wb")


def _parameters(part: Any) -> Reduced:
    return ParamSpec, (part.__name__,)


_REDUCERS: dict[type, Callable[[Any], Reduced | None]] = {
    ThreadPoolExecutor: _executor,
    contextvars.ContextVar: _context_variable,
    weakref.ref: _weak_reference,
    type(functools.lru_cache(_cache)): _cached,
    NewType: _new_type,
    ParamSpec: _parameters,
    io.BufferedWriter: _file,
    io.TextIOWrapper: _file,
    logging.StreamHandler: _stream_handler,
}
