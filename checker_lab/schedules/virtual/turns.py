"""Measures what threads wait in real time in the middle of their turns, however shortly.

A thread that moves runs until it hands the turn on, so it never needs to wait. If it lets the
system put it to sleep again and again, something that it calls waits in real time. This module does
not know who moves, nor what is to be done about it.
"""

from time import perf_counter, thread_time

from checker_lab.schedules.virtual.kernel import ActiveTimes

try:
    from resource import RUSAGE_THREAD, getrusage
except ImportError:  # only Linux counts how often each thread sleeps
    getrusage = None  # type: ignore[assignment]

__all__ = ["TurnTimes", "can_measure"]

# Real seconds that a turn may wait: for a page of memory, or a lock of the interpreter.
NOTHING = 0.0004
# Turns that waited longer, and what all of them waited, after which that is no coincidence. With
# eight busy processes for each core, honest programs have one.
MOST_TURNS = 5
MOST_SECONDS = 0.004
# Seconds that one turn may wait by the kernel's account: a page may come from a slow disk.
LONGEST_WAIT = 0.05


def can_measure() -> bool:
    """Does this system count how often a thread sleeps?"""
    return getrusage is not None


class TurnTimes:
    """Times the turns of all threads of a world, one of which moves at a time.

    Args:
        closely: ask the kernel which waits are those for a processor, or for a thread that waits
            for one. That costs time, and without it a busy machine may raise false alarms.

    Attributes:
        looks: counts the beginnings and the ends of the watcher's looks. While it looks, a thread
            may wait for the interpreter, so these turns do not count.
    """

    __slots__ = (
        "_active",
        "_count",
        "_looks",
        "_seconds",
        "_sleeps",
        "_started_at",
        "_used",
        "looks",
    )

    def __init__(self, *, closely: bool = False) -> None:
        self.looks = 0
        self._active = ActiveTimes() if closely else None
        # The turns that waited, and for how long.
        self._count = 0
        self._seconds = 0.0
        self.start()

    def follow_watcher(self) -> None:
        """Take the calling thread for the one that watches."""
        if self._active is not None:
            self._active.follow_watcher()

    def start(self) -> None:
        """Note that the calling thread starts a turn."""
        self._looks = self.looks
        if self._active is not None:
            self._active.start()
        self._sleeps = getrusage(RUSAGE_THREAD).ru_nvcsw
        self._used = thread_time()
        self._started_at = perf_counter()

    def stop(self) -> None:
        """Measure no more."""
        if self._active is not None:
            self._active.close()

    def end(self) -> bool:
        """Note that its turn ends, and return whether too many turns have waited by now."""
        took = perf_counter() - self._started_at
        if took < NOTHING or (self._active is None and self._was_looked_at()):
            return False
        waited = took - (thread_time() - self._used)
        if waited < NOTHING or getrusage(RUSAGE_THREAD).ru_nvcsw == self._sleeps:
            return False
        if self._active is not None:
            waited = took - self._active.active()
            if waited < NOTHING:
                return False
        self._count += 1
        self._seconds += waited
        is_long = self._active is not None and waited >= LONGEST_WAIT
        return is_long or (self._count >= MOST_TURNS and self._seconds >= MOST_SECONDS)

    def _was_looked_at(self) -> bool:
        return self._looks != self.looks or self.looks % 2 == 1
