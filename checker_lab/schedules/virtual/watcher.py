"""Notices in real time that the thread which moves waits for something real, or computes forever.

Either would be silent: a world in which no time passes. The watcher does not need to know what was
called, so it finds what `foreign` has no name for. It never touches the world but to report.
"""

import sys
from _thread import allocate_lock, start_new_thread
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import get_native_id
from time import perf_counter, process_time, sleep, thread_time

from checker_lab.schedules.virtual.foreign import call_from
from checker_lab.schedules.virtual.world import VirtualWorld
from checker_lab.schedules.world import ON_THREAD

__all__ = ["COMPUTES", "WAITS", "watched"]

WAITS = "waits in real time"
COMPUTES = "computes without end"

# Real seconds from one pair of looks to the next, and between the two looks of a pair.
PERIOD = 0.005
INSTANT = 0.0003
# A program that used less processor time than that, in seconds, during a pair did not run.
NOTHING = 0.00005
# Pairs without any thread that runs or could run. On a busy machine one always could.
IDLE_PAIRS = 3
# Seconds of processor time that a thread may use in one turn.
LONGEST_TURN = 0.6
# Real seconds of one turn, where the system does not show which threads run.
LONGEST_STANDSTILL = 2.0

# Where Linux shows the state of each thread of this process.
TASKS = Path("/proc/self/task")


@contextmanager
def watched(world: VirtualWorld) -> Iterator[None]:
    """Watch the world, and report to it what does not come back."""
    watcher = _Watcher(world)
    watcher.start()
    try:
        yield
    finally:
        watcher.stop()


@dataclass(frozen=True, slots=True)
class _Look:
    """What the watcher sees: `ticks` of the world, and the seconds that the program has used."""

    ticks: int
    at: float
    used: float


class _Watcher:
    """Looks every few milliseconds, from an OS thread of its own."""

    def __init__(self, world: VirtualWorld) -> None:
        self._world = world
        self._reported: set[str] = set()
        self._is_over = allocate_lock()
        self._is_over.acquire()
        self._has_ended = allocate_lock()
        self._has_ended.acquire()

    def start(self) -> None:
        start_new_thread(self._watch, ())

    def stop(self) -> None:
        """Let it end, and wait for that."""
        self._is_over.release()
        self._has_ended.acquire()

    def _watch(self) -> None:
        turn = self._look()
        idle = 0
        while not self._is_over.acquire(timeout=PERIOD):
            first = self._look()
            sleep(INSTANT)
            second = self._look()
            if second.ticks != turn.ticks:
                turn = second
            if _did_nothing(first, second):
                idle += 1
            if idle >= IDLE_PAIRS or _stands_still(turn, second):
                self._report(WAITS)
            elif second.used - turn.used > LONGEST_TURN:
                self._report(COMPUTES)
        self._has_ended.release()

    def _look(self) -> _Look:
        # What this thread uses itself does not count.
        return _Look(self._world.ticks, perf_counter(), process_time() - thread_time())

    def _report(self, what: str) -> None:
        if what in self._reported:
            return
        self._reported.add(what)
        mover = self._world.mover
        idents = (ident for ident, one in tuple(ON_THREAD.items()) if one is mover)
        frame = sys._current_frames().get(next(idents, 0))
        self._world.report_foreign(call_from(what, frame))


def _did_nothing(first: _Look, second: _Look) -> bool:
    """Did no thread move between two looks, although the machine would have let it?"""
    is_same_turn = first.ticks == second.ticks and second.used - first.used < NOTHING
    return is_same_turn and _none_runs()


def _stands_still(turn: _Look, now: _Look) -> bool:
    return now.at - turn.at > LONGEST_STANDSTILL and not TASKS.exists()


def _none_runs() -> bool:
    """Do all other threads of this process sleep, as far as the system shows that?"""
    me = str(get_native_id())
    states = {_state(task) for task in TASKS.glob("*/stat") if task.parent.name != me}
    return bool(states) and states <= {"S", ""}


def _state(stat: Path) -> str:
    """Return "R" for a thread that runs or can, "S" for one that sleeps, "" if it is gone."""
    try:
        # The name, which may have anything in it, stands in brackets before the state.
        return stat.read_text().rpartition(") ")[2][:1]
    except OSError:
        return ""
