"""Waiting for files and sockets in virtual time.

A world asks the kernel, without waiting, whether something is ready. That is all an event loop
needs: its own pipe, by which other threads wake it, is real.
"""

import select
from collections.abc import Callable, Iterable
from typing import Any

from checker_lab.schedules.errors import ScheduleError
from checker_lab.schedules.virtual.world import ConditionWait, here
from checker_lab.schedules.world import current

__all__ = ["in_virtual_time", "select_in_virtual_time"]

_real_select = select.select


def in_virtual_time(real: Callable[[Any, float | None], list[Any]]) -> Callable[..., list[Any]]:
    """Return what stands in for `real`, the method `select()` of a class of selectors."""

    def select(selector: Any, timeout: float | None = None) -> list[Any]:
        if here() is None:
            _refuse_in_schedules(timeout)
            return real(selector, timeout)
        found: list[Any] = _wait(lambda: real(selector, 0), bool, timeout)
        return found

    return select


def select_in_virtual_time(
    rlist: Iterable[Any], wlist: Iterable[Any], xlist: Iterable[Any], timeout: float | None = None
) -> Any:
    """Stand in for `select.select()`."""
    if here() is None:
        _refuse_in_schedules(timeout)
        return _real_select(rlist, wlist, xlist, timeout)
    if timeout is not None and timeout < 0:
        raise ValueError("timeout must be non-negative")
    files = tuple(rlist), tuple(wlist), tuple(xlist)
    return _wait(lambda: _real_select(*files, 0), any, timeout)


def _refuse_in_schedules(timeout: float | None) -> None:
    """Raise ScheduleError in a thread of a schedule, which would wait there for real.

    No other thread could move meanwhile, so that what it waits for would never come.
    """
    if current() is not None and (timeout is None or timeout > 0):
        raise ScheduleError("a thread waits for files, which no schedule holds")


def _wait(poll: Callable[[], Any], has_any: Callable[[Any], bool], seconds: float | None) -> Any:
    """Return what `poll()` finds within so many virtual seconds; None means without end."""
    found, place = poll(), here()
    assert place is not None
    world, me = place
    if has_any(found) or (seconds is not None and seconds <= 0):
        world.look(me)
        return found

    def is_ready() -> bool:
        try:
            return has_any(poll())
        except (OSError, ValueError):
            # A file was closed. The last poll() raises that in the thread that waits.
            return True

    world.block(me, ConditionWait(is_ready, None if seconds is None else world.now + seconds))
    return poll()
