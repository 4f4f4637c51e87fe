"""Argument validation: fail fast, in the caller, with a message that says what is allowed."""

import inspect
import math
from collections.abc import Callable
from numbers import Real

__all__ = [
    "check_capacity",
    "check_count",
    "check_id",
    "check_item",
    "check_listener",
    "check_seconds",
    "check_wait",
    "has_async_health",
]

NO_ID = object()


def check_seconds(name: str, seconds: float) -> float:
    """Return `seconds` if it is a finite number above 0."""
    _check_number(name, seconds)
    if not (math.isfinite(seconds) and seconds > 0):
        raise ValueError(f"{name} must be a finite number of seconds above 0, not {seconds!r}")
    return float(seconds)


def check_wait(seconds: float, name: str = "timeout") -> float:
    """Return `seconds` if it is a finite number, 0 or more."""
    _check_number(name, seconds)
    if not (math.isfinite(seconds) and seconds >= 0):
        raise ValueError(f"{name} must be a finite number of seconds, 0 or more, not {seconds!r}")
    return float(seconds)


def check_count(name: str, count: int, least: int) -> int:
    """Return `count` if it is a whole number, `least` or more."""
    if isinstance(count, bool) or not isinstance(count, int):
        raise TypeError(f"{name} must be a whole number, not {count!r}")
    if count < least:
        raise ValueError(f"{name} must be {least} or more, not {count!r}")
    return count


def check_capacity(capacity: int | None) -> int | None:
    """Return `capacity` if it is None or a whole number, 0 or more."""
    return None if capacity is None else check_count("capacity", capacity, 0)


def check_id(item: object) -> str:
    """Return the item's id if it is a non-empty str."""
    item_id = getattr(item, "id", NO_ID)  # read once: a property may return another the next time
    if item_id is NO_ID:
        raise TypeError(f"an item must have an id and health(): {item!r} has no id")
    if not isinstance(item_id, str):
        raise TypeError(f"an id must be a non-empty str, not {item_id!r}")
    # As a plain str: a subclass may override hash and equality.
    item_id = str.__str__(item_id)
    if not item_id:
        raise ValueError("an id must be a non-empty str, not ''")
    return item_id


def check_item(item: object, *, is_async: bool) -> str:
    """Return the item's id if it has one, and a health() of the wanted kind."""
    item_id = check_id(item)
    if has_async_health(item) is not is_async:
        kind, checker = ("not async", "ThreadedChecker") if is_async else ("async", "AsyncChecker")
        raise TypeError(f"the health() of {item_id!r} is {kind}: give it to {checker}")
    return item_id


def has_async_health(item: object) -> bool:
    """Return whether the item's health() is an `async def`.

    Raises:
        TypeError: it has no health() at all.
    """
    health = getattr(item, "health", None)
    if not callable(health):
        raise TypeError(f"an item must have an id and health(): {item!r} has no health()")
    call = getattr(health, "__call__", None)  # noqa: B004 (an object whose __call__ is async)
    return inspect.iscoroutinefunction(health) or inspect.iscoroutinefunction(call)


def check_listener(listener: Callable[..., object], name: str = "on_event") -> None:
    """Raise TypeError unless `listener` can be called and is not an `async def`."""
    if not callable(listener):
        raise TypeError(f"{name} must be a function of one event, not {listener!r}")
    if inspect.iscoroutinefunction(listener):
        raise TypeError(f"{name} must be a plain function, not `async def`: nothing awaits it")


def _check_number(name: str, value: object) -> None:
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be a number of seconds, not {value!r}")
