"""Gives each process a processor of its own.

The threads of a process take turns, so a second processor gains them nothing. On a single one a
turn passes much faster.
"""

import os
from collections import Counter

__all__ = ["Processors", "keep_to"]


class Processors:
    """Counts the processes on each processor that this process may use."""

    def __init__(self) -> None:
        can_keep = hasattr(os, "sched_setaffinity")  # only Linux
        self._all = sorted(os.sched_getaffinity(0)) if can_keep else []
        self._used_by: dict[int, int | None] = {}

    def next(self) -> int | None:
        """Return the processor with the fewest processes; None if none can be chosen."""
        used = Counter(self._used_by.values())
        return min(self._all, key=used.__getitem__, default=None)

    def take(self, process: int, processor: int | None) -> None:
        """Note that a process keeps to this processor."""
        self._used_by[process] = processor

    def free(self, process: int) -> None:
        """Note that the process has ended."""
        del self._used_by[process]


def keep_to(processor: int | None) -> None:
    """Run this process, and those that it starts, on this processor alone; on any if it is None."""
    if processor is not None:
        os.sched_setaffinity(0, {processor})
