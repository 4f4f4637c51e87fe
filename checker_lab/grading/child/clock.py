"""The probes' time: real seconds, or those of the virtual world in which the process runs.

It keeps what `time` holds when it is imported, which is before the learner's code is loaded, so
that nothing that this code replaces changes anything here.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter as now
from time import sleep as pause

from checker_lab.schedules.virtual import VirtualWorld, current_world
from checker_lab.schedules.virtual.world import here

__all__ = ["hesitating", "is_virtual", "moves", "now", "pause", "wait_until"]

# Real seconds between two looks at a condition.
POLL = 0.002
# Virtual seconds in which everything else that happens at the same moment comes to its end.
SETTLES = 0.001


def is_virtual() -> bool:
    """Does the calling thread run in virtual time, in which every measured time is exact?"""
    return current_world() is not None


@contextmanager
def hesitating() -> Iterator[None]:
    """Let other threads move first whenever the calling one looks at a lock, a flag or a clock.

    Only in virtual time, where a thread moves until it waits.
    """
    place = here()
    if place is None:
        yield
        return
    world, me = place
    world.hesitant.add(me)
    try:
        yield
    finally:
        world.hesitant.discard(me)


def moves() -> int:
    """Return how often threads have moved in virtual time, which is what it costs; else 0."""
    world = current_world()
    return 0 if world is None else world.ticks


def wait_until(condition: Callable[[], object], seconds: float) -> bool:
    """Wait until `condition()` is true, for `seconds` at most, and return whether it is.

    In virtual time only the probe's own thread may call this.
    """
    world = current_world()
    if world is not None:
        return _wait_in(world, condition, seconds)
    end = now() + seconds
    while not condition():
        if now() >= end:
            return bool(condition())
        pause(POLL)
    return True


def _wait_in(world: VirtualWorld, condition: Callable[[], object], seconds: float) -> bool:
    world.wait_until(condition, seconds)
    world.wait_until(lambda: False, SETTLES)
    return bool(condition())
