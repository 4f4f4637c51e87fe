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

from checker_lab.schedules.virtual.foreign import COMPUTES, WAITS, call_from
from checker_lab.schedules.virtual.turns import TurnTimes, can_measure
from checker_lab.schedules.virtual.world import VirtualWorld
from checker_lab.schedules.world import ON_THREAD, ScheduledThread

__all__ = ["watched"]

# Real seconds between two looks.
PERIOD = 0.005
# A look is idle if the program does not run in any of so many instants, of so many seconds: one
# would not do, since the thread that moves may wait for the interpreter, which the watcher has.
INSTANTS = 3
INSTANT = 0.0003
# Seconds of processor time below which a program did not run: how exactly they can be read.
NOTHING = 0.000005
# Idle looks after which the program waits in real time.
IDLE_LOOKS = 3
# Seconds of processor time that a thread may use in one turn.
LONGEST_TURN = 1.0
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
        self._turns = TurnTimes(closely=world.closely) if can_measure() else None
        self._reported: set[str] = set()
        self._is_over = allocate_lock()
        self._is_over.acquire()
        self._has_ended = allocate_lock()
        self._has_ended.acquire()

    def start(self) -> None:
        if can_measure():
            self._world.turns = self._turns
        start_new_thread(self._watch, ())

    def stop(self) -> None:
        """Let it end, and wait for that."""
        self._world.turns = None
        self._is_over.release()
        self._has_ended.acquire()
        if self._turns is not None:
            self._turns.stop()

    def _watch(self) -> None:
        if self._turns is not None:
            self._turns.follow_watcher()
        turn = self._look()
        idle, frozen_at = 0, -1
        while not self._is_over.acquire(timeout=PERIOD):
            self._note_look()
            idle += self._is_idle()
            now = self._look()
            if now.ticks != turn.ticks:
                turn = now
            if idle >= IDLE_LOOKS or _stands_still(turn, now):
                self._report(WAITS)
            elif now.used - turn.used > LONGEST_TURN:
                self._end_turn(is_stuck=frozen_at == now.ticks)
                frozen_at, turn = now.ticks, now
            self._note_look()
        self._has_ended.release()

    def _note_look(self) -> None:
        """Note that a look begins or ends."""
        if self._turns is not None:
            self._turns.looks += 1

    def _is_idle(self) -> bool:
        """Does no thread run, although the machine would let it?"""
        before = self._look()
        for _ in range(INSTANTS):
            sleep(INSTANT)
            now = self._look()
            if now.ticks != before.ticks or now.used > before.used + NOTHING or not _all_sleep():
                return False
        return True

    def _look(self) -> _Look:
        # What this thread uses itself does not count.
        return _Look(self._world.ticks, perf_counter(), process_time() - thread_time())

    def _end_turn(self, *, is_stuck: bool) -> None:
        """Freeze the thread that moves, if it computes without end, and in Python."""
        mover, ident = self._mover()
        if is_stuck or not self._world.is_endless(sys._current_frames().get(ident)):
            self._report(COMPUTES)
        else:
            self._world.freeze(mover, ident)

    def _report(self, what: str) -> None:
        if what in self._reported:
            return
        self._reported.add(what)
        _, ident = self._mover()
        self._world.report_foreign(call_from(what, sys._current_frames().get(ident)))

    def _mover(self) -> tuple[ScheduledThread, int]:
        """Return the thread that moves, and the ident of its OS thread."""
        mover = self._world.mover
        return mover, next((key for key, one in tuple(ON_THREAD.items()) if one is mover), 0)


def _stands_still(turn: _Look, now: _Look) -> bool:
    return now.at - turn.at > LONGEST_STANDSTILL and not TASKS.exists()


def _all_sleep() -> bool:
    """Does every other thread of this process sleep? A busy machine keeps some ready to run."""
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
