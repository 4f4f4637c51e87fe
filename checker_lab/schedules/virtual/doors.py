"""What is replaced, beyond `patching`, so that unchanged code runs in virtual time.

As there, a thread of a world gets the stand-in, and any other thread the real thing. Modules that
are loaded while the doors are open get the stand-ins by themselves.
"""

import queue
import sched
import select
import selectors
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import wraps
from importlib import import_module
from typing import Any

from checker_lab.schedules import patching, primitives
from checker_lab.schedules.virtual.foreign import EVENTS, FUNCTIONS, call_from, is_foreign
from checker_lab.schedules.virtual.selector import in_virtual_time, select_in_virtual_time
from checker_lab.schedules.virtual.world import VirtualWorld, here
from checker_lab.schedules.world import ON_THREAD

__all__ = ["open_doors"]

# Its modules need the real locks and clocks.
OURS = "checker_lab.schedules"

# Methods that only look at something: a loop of nothing else lets time pass.
LOOKS = (
    (threading.Event, "is_set"),
    (threading.Thread, "is_alive"),
    (primitives.ScheduledLock, "locked"),
    (queue._PySimpleQueue, "empty"),  # type: ignore[attr-defined]
    (queue._PySimpleQueue, "qsize"),  # type: ignore[attr-defined]
)
SELECTORS = ("SelectSelector", "PollSelector", "EpollSelector", "DevpollSelector", "KqueueSelector")


@contextmanager
def open_doors() -> Iterator[None]:
    """Let the threads of virtual worlds see virtual time in all modules that are loaded."""
    with ExitStack() as stack:
        stack.enter_context(patching.scheduled_world(_namespaces()))
        for owner, name, stand_in in _stand_ins():
            stack.callback(setattr, owner, name, getattr(owner, name))
            setattr(owner, name, stand_in)
        _listen_to_audit_events()
        yield


def _namespaces() -> list[dict[str, Any]]:
    return [
        vars(module)
        for name, module in tuple(sys.modules.items())
        if type(getattr(module, "__dict__", None)) is dict and not name.startswith(OURS)
    ]


def _stand_ins() -> Iterator[tuple[Any, str, Any]]:
    """Yield each owner, the name of its attribute, and what stands in for that."""
    yield sched.scheduler.__init__, "__defaults__", (time.monotonic, time.sleep)
    yield select, "select", select_in_virtual_time
    for name in SELECTORS:
        if kind := getattr(selectors, name, None):
            yield kind, "select", in_virtual_time(kind.select)
    for owner, name in LOOKS:
        yield owner, name, _counted(getattr(owner, name))
    for module_name, names in FUNCTIONS.items():
        module = import_module(module_name)
        for name in names:
            if real := getattr(module, name, None):
                yield module, name, _reported(f"{module_name}.{name}", real)


def _counted(method: Callable[..., Any]) -> Callable[..., Any]:
    """Return `method`, but that each call is a look."""

    @wraps(method)
    def call(self: Any) -> Any:
        place = here()
        if place is not None:
            world, me = place
            world.look(me)
        return method(self)

    return call


def _reported(what: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """Return `function`, but that each call is reported as foreign."""

    @wraps(function)
    def call(*args: Any, **kwargs: Any) -> Any:
        _report(what)
        return function(*args, **kwargs)

    return call


def _report(what: str) -> None:
    # Not here(): a call is foreign also while the world looks on.
    me = ON_THREAD.get(threading.get_ident())
    if me is not None and isinstance(me.world, VirtualWorld):
        me.world.report_foreign(call_from(what, sys._getframe(2)))


def _listen_to_audit_events() -> None:
    # A hook stays for good, so one process has one.
    if not _hooks:
        _hooks.append(_on_audit_event)
        sys.addaudithook(_on_audit_event)


_hooks: list[Callable[[str, tuple[Any, ...]], None]] = []


def _on_audit_event(event: str, args: tuple[Any, ...]) -> None:
    # It hears of each event of the process, so most have to pass quickly.
    if event in EVENTS and is_foreign(event, args):
        _report(event)
