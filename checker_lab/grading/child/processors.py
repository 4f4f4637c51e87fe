"""Keeps a process on one processor.

Its threads take turns, so a second processor gains them nothing. On a single one a turn passes much
faster.
"""

import os
from collections import Counter
from collections.abc import Iterable
from contextlib import suppress

__all__ = ["keep_to", "least_used"]


def least_used(used: Iterable[int | None]) -> int | None:
    """Return the processor that is used least, of those that this process may use.

    Args:
        used: the processor of each process; None for one that keeps to none.

    Returns:
        None where a process cannot choose one, which is everywhere but on Linux.
    """
    if not hasattr(os, "sched_setaffinity"):
        return None
    times = Counter(used)
    return min(sorted(os.sched_getaffinity(0)), key=times.__getitem__)


def keep_to(processor: int | None) -> None:
    """Run this process, and those that it starts, on this processor alone; on any if it is None."""
    if processor is not None:
        with suppress(OSError):  # it was taken away meanwhile: any will do
            os.sched_setaffinity(0, {processor})
