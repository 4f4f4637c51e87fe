"""Runs a program of real threads and event loops in virtual time.

    with virtual_time() as world:
        checker.run()
        world.wait_until(lambda: checker.passes == 17_280, 86_400)

A thread moves until it waits; time passes when no thread can move. A day takes a second, and each
run is the same. What waits in real time is reported in `world.foreign`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from checker_lab.schedules.patching import one_at_a_time
from checker_lab.schedules.virtual.doors import open_doors
from checker_lab.schedules.virtual.foreign import ForeignCall
from checker_lab.schedules.virtual.watcher import watched
from checker_lab.schedules.virtual.world import Order, VirtualWorld, here

__all__ = [
    "ForeignCall",
    "Order",
    "VirtualWorld",
    "current_world",
    "open_doors",
    "virtual_time",
    "watched",
]


@contextmanager
def virtual_time(order: Order = "in turn", *, closely: bool = False) -> Iterator[VirtualWorld]:
    """Run the block, and all threads that it starts, in virtual time.

    The thread that runs the block moves only when no other thread can.

    Args:
        order: which thread moves first if several can.
        closely: make sure that what looks like a wait in real time is none for a processor. That
            takes longer.
    """
    world = VirtualWorld(order, closely=closely)
    with one_at_a_time(), open_doors(), world.observed(), watched(world):
        yield world


def current_world() -> VirtualWorld | None:
    """Return the world in which the calling thread runs, if it runs in virtual time."""
    place = here()
    return None if place is None else place[0]
