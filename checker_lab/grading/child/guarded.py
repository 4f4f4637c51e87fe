"""Attributes that only the grader sees, of objects that the learner's code gets.

    @guarded("calls", methods=("_start",))
    class Item: ...

The learner's code may have attributes of the same names on them. They are its own, and change
nothing for the grader.
"""

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any, TypeVar
from weakref import WeakKeyDictionary

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


def guarded(*names: str, methods: tuple[str, ...] = ()) -> Callable[[T], T]:
    """Return a class decorator.

    Args:
        names: attributes of instances.
        methods: methods that only the grader may call.
    """

    def decorate(kind: T) -> T:
        for name in names:
            setattr(kind, name, _attribute(name))
        for name in methods:
            setattr(kind, name, _method(vars(kind)[name]))
        return kind

    return decorate


def _attribute(name: str) -> property:
    values: WeakKeyDictionary[Any, Any] = WeakKeyDictionary()

    def get(self: Any) -> Any:
        place = values if _is_graders(_getframe(1)) else self.__dict__
        try:
            return place[self if place is values else name]
        except KeyError:
            raise AttributeError(name) from None

    def set_value(self: Any, value: Any) -> None:
        frame = _getframe(1)
        if _is_graders(frame) or (_is_generated(frame) and self not in values):
            values[self] = value
        else:
            self.__dict__[name] = value

    return property(get, set_value)


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
