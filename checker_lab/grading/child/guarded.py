"""Attributes that only the grader sees, of objects that the learner's code gets.

    @guarded("timeline", counters=("calls",), methods=("_start",))
    class Item: ...

The learner's code may have attributes of the same names on them. They are its own, and change
nothing for the grader.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar

from checker_lab.schedules.virtual.foreign import OURS

__all__ = ["guarded", "hide_guarded"]

T = TypeVar("T", bound=type)

# Taken before the learner's code is loaded, which may replace it.
_getframe = sys._getframe
# The file name of the __init__() that a dataclass gets.
GENERATED = "<string>"
# Filled before the learner's code is loaded: until then, everybody is the grader.
_hidden: list[bool] = []


def hide_guarded() -> None:
    """Hide all guarded attributes from now on."""
    _hidden.append(True)


def guarded(
    *names: str, counters: tuple[str, ...] = (), methods: tuple[str, ...] = ()
) -> Callable[[T], T]:
    """Return a class decorator.

    Args:
        names: attributes of instances, hidden from all but the grader.
        counters: attributes that others may read. The grader reads them all the time, and this is
            faster.
        methods: methods that only the grader may call.
    """

    def decorate(kind: T) -> T:
        hidden = _with_slots(kind, (*names, *counters))
        for name in (*names, *counters):
            slot = vars(hidden)[f"guarded_{name}"]
            # Now nothing but the attribute knows where the value is.
            delattr(hidden, f"guarded_{name}")
            setattr(hidden, name, _attribute(name, slot, is_counter=name in counters))
        for name in methods:
            setattr(hidden, name, _method(vars(kind)[name]))
        return hidden

    return decorate


def _with_slots(kind: T, names: tuple[str, ...]) -> T:
    slots = tuple(f"guarded_{name}" for name in names)
    space = {"__slots__": slots, "__module__": kind.__module__, "__doc__": kind.__doc__}
    made: Any = type(kind)(kind.__name__, (kind,), space)
    made.__qualname__ = kind.__qualname__
    return made  # type: ignore[no-any-return]


def _attribute(name: str, slot: Any, *, is_counter: bool) -> property:
    read, write = slot.__get__, slot.__set__
    # Not empty once others have an attribute of this name, on any instance.
    others: list[bool] = []

    def get(self: Any) -> Any:
        if (is_counter and not others) or _is_graders(_getframe(1)):
            return read(self)
        try:
            return self.__dict__[name]
        except KeyError:
            raise AttributeError(name) from None

    def set_value(self: Any, value: Any) -> None:
        frame = _getframe(1)
        if _is_graders(frame) or (_is_generated(frame) and not _is_set(read, self)):
            write(self, value)
        else:
            others.append(True)
            self.__dict__[name] = value

    return property(get, set_value)


def _is_set(read: Callable[[Any], Any], instance: Any) -> bool:
    try:
        read(instance)
    except AttributeError:
        return False
    return True


def _method(method: Callable[..., Any]) -> Callable[..., Any]:
    def call(self: Any, *args: Any) -> Any:
        if not _is_graders(_getframe(1)):
            raise AttributeError(method.__name__)
        return method(self, *args)

    return call


def _is_graders(frame: FrameType) -> bool:
    return not _hidden or frame.f_code.co_filename.startswith(OURS)


def _is_generated(frame: FrameType) -> bool:
    name = str(frame.f_globals.get("__name__"))
    return frame.f_code.co_filename == GENERATED and name.startswith("checker_lab.")
