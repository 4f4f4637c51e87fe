"""Real threads in virtual time: one of them moves at a time, until it waits.

The thread that can move and has waited longest moves next. When no thread can move, time jumps to
the next deadline. So a day of waiting costs no time, and two runs of one program are alike,
however busy the machine is.

This module decides who moves and when time passes. It does not know how code comes to call it
(`doors` does), nor what it cannot hold (`foreign` and `watcher` do).
"""

import math
import sys
import threading
from _thread import allocate_lock, get_ident, start_new_thread
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from types import FrameType
from typing import Any, Literal

from checker_lab.schedules import phrases
from checker_lab.schedules.errors import ScheduleOver, WaitsForeverError
from checker_lab.schedules.primitives import mark_ended
from checker_lab.schedules.virtual.foreign import MOVES, WAITED, ForeignCall, call_from
from checker_lab.schedules.virtual.turns import TurnTimes
from checker_lab.schedules.watchdog import interrupt
from checker_lab.schedules.world import (
    ON_THREAD,
    Limits,
    ScheduledThread,
    SleepWait,
    Wait,
    World,
    current,
)

__all__ = ["MOST_THREADS", "PATIENCE", "STEP", "ConditionWait", "Order", "VirtualWorld", "here"]

Order = Literal["in turn", "reversed"]

# How often a thread may look (read a clock or a flag, take a lock, wait) while no time passes.
# From then on each look takes STEP seconds, so that a loop which only polls comes to its end.
PATIENCE = 5_000
STEP = 1e-4
# Time is counted in this many parts of a second, and no wait ends before its deadline, as with
# real clocks. So sums of whole seconds are exact, and `interval - (time() - start) % interval` is a
# whole interval at a tick, not all but zero.
PARTS = 1 << 20
# Threads that exist at the same time.
MOST_THREADS = 1_500
# Real seconds that each thread gets to end when its world ends.
GOODBYE = 2.0


class ConditionWait:
    """Waits until `ready()` is true. Any thread may call it, so it must not wait itself."""

    __slots__ = ("deadline", "ready")

    def __init__(self, ready: Callable[[], bool], deadline: float | None) -> None:
        self.ready = ready
        self.deadline = deadline


NEVER = ConditionWait(lambda: False, None)


class VirtualWorld(World):
    """All threads of a program, and their time.

    Only the thread that moves touches the state, and hands it on with the baton: no lock guards it.

    Args:
        order: which thread moves first if several can: the one that has waited longest ("in turn")
            or the one that has waited least ("reversed").
        closely: see `TurnTimes`.

    Attributes:
        observer: the thread that watches the others, and moves only when none of them can.
        mover: the thread that moves.
        threads_started: how many threads the program has started.
        foreign: the calls that it could not hold.
        on_foreign: called with each of these, in the thread that makes the call or in another one.
        most_moves: how often threads may move before that is reported as foreign. A number of
            seconds instead would depend on the machine.
        turns: measures their turns, while somebody watches this world.
        is_endless: called in another thread with the frame of a thread that has computed for long.
            If it is true, that thread never moves again, as it would not in real time; if not, that
            is reported as foreign.
        at_rest: called whenever no thread but the observer can move; it must not wait.
        hesitant: threads that let all others move first whenever they look at something.
    """

    def __init__(self, order: Order = "in turn", *, closely: bool = False) -> None:
        super().__init__(Limits())
        self.observer = ScheduledThread(self, -1, "the observer", lambda: None)
        self.observer.baton = allocate_lock()
        self.observer.baton.acquire()
        self.mover = self.observer
        self.threads_started = 0
        self.foreign: list[ForeignCall] = []
        self.on_foreign: Callable[[ForeignCall], object] = lambda call: None
        self.is_endless: Callable[[FrameType | None], bool] = lambda frame: False
        self.at_rest: Callable[[], object] = lambda: None
        self.closely = closely
        self.most_moves = sys.maxsize
        self._order = order
        # All threads but the observer, in the order in which they began to wait.
        self._line: dict[ScheduledThread, None] = {}
        # How often each thread has looked since the moment `_looks_since`.
        self._looks: dict[ScheduledThread, int] = {}
        self._looks_since = 0.0
        self._waits_forever = False
        self.turns: TurnTimes | None = None
        self.hesitant: set[ScheduledThread] = set()

    @property
    def movers(self) -> Sequence[ScheduledThread]:
        return list(self._line)

    # The observer

    @contextmanager
    def observed(self) -> Iterator[None]:
        """Make the calling thread the observer; at the end, end all other threads."""
        ident = get_ident()
        ON_THREAD[ident] = self.observer
        try:
            yield
        finally:
            self._end_all()
            del ON_THREAD[ident]

    def wait_until(self, condition: Callable[[], object], seconds: float) -> bool:
        """Wait until `condition()` is true, for `seconds` at most, and return whether it is.

        Only the observer may call this. Any thread may call the condition, at any moment.
        """
        is_true = False

        def look_again() -> bool:
            nonlocal is_true
            is_true = bool(condition())
            return is_true

        self.block(self.observer, ConditionWait(look_again, self.now + max(seconds, 0.0)))
        return is_true

    def report_foreign(self, call: ForeignCall) -> None:
        """Take a call that cannot be held. The watcher may report one too, from its own thread."""
        if call not in self.foreign:
            self.foreign.append(call)
            self.on_foreign(call)

    def freeze(self, thread: ScheduledThread, ident: int) -> None:
        """Let a thread that computes make way for the others, and never move again.

        The watcher calls this, from its own thread.
        """

        class Frozen(BaseException):
            """Never raised: Python makes an instance as soon as somebody could catch it."""

            def __new__(cls, *args: object) -> "Frozen":
                self._wait(thread, NEVER)
                raise ScheduleOver

        interrupt(ident, Frozen)

    # What the replaced locks, threads and clocks call

    def look(self, me: ScheduledThread) -> None:
        """Count that `me` looks at something; if it does nothing else, let time pass."""
        if self.looks_on:
            return
        looks = self._looks.get(me, 0) + 1
        if looks > PATIENCE:
            self._wait(me, SleepWait(self.now + STEP))
            looks = PATIENCE
        self._looks[me] = looks
        if me in self.hesitant:
            self._wait(me, SleepWait(self.now))

    before_taking = look

    def read_clock(self, me: ScheduledThread) -> float:
        self.look(me)
        return self.now

    def thread_number(self) -> int:
        return self.threads_started + 1

    def block(self, me: ScheduledThread, wait: Wait) -> None:
        self.look(me)
        self._wait(me, wait)

    def sleep(self, me: ScheduledThread, seconds: float) -> None:
        self.look(me)
        self._wait(me, SleepWait(self.now + _measurable(seconds)))

    def deadline(self, timeout: float) -> float | None:
        return super().deadline(_measurable(timeout))

    def spawn(self, handle: threading.Thread) -> ScheduledThread:
        if len(self._line) >= MOST_THREADS:
            raise RuntimeError("can't start new thread")
        thread = ScheduledThread(self, self.threads_started, handle.name, handle.run, handle)
        thread.baton = allocate_lock()
        thread.baton.acquire()
        ident = start_new_thread(self._run, (thread,))
        ON_THREAD[ident] = thread
        _register(handle, ident)
        self.threads_started += 1
        self._line[thread] = None
        return thread

    # Who moves, and when

    def _wait(self, me: ScheduledThread, wait: Wait) -> None:
        self.check_not_over()
        self._end_turn()
        me.wait = wait
        if me is not self.observer:
            # To the end of the line.
            del self._line[me]
            self._line[me] = None
        chosen = self._choose()
        if chosen is not me:
            self._hand_to(chosen)
            assert me.baton is not None
            me.baton.acquire()
        if self.turns is not None:
            self.turns.start()
        me.wait = None
        self.check_not_over()
        if self._waits_forever:
            self._waits_forever = False
            raise WaitsForeverError(phrases.waits_forever(self.observer.name))

    def _choose(self) -> ScheduledThread:
        """Return who moves next, after letting as much time pass as that takes."""
        self.ticks += 1
        if self.ticks > self.most_moves:
            self.report_foreign(call_from(MOVES, sys._getframe(1)))
        # A condition may read clocks and flags: these are no looks of the thread that chooses.
        self.looks_on = True
        try:
            while (chosen := self._first_ready()) is None:
                pass
        finally:
            self.looks_on = False
        return chosen

    def _first_ready(self) -> ScheduledThread | None:
        """Return the first thread that can move now, or None after a jump to the next deadline."""
        now = self.now
        next_deadline = math.inf
        line = self._line if self._order == "in turn" else reversed(self._line)
        for thread in chain(line, (self.observer,)):
            if thread is self.observer:
                self.at_rest()
            wait = thread.wait
            if wait is None or wait.ready():
                return thread
            deadline = wait.deadline
            if deadline is not None and deadline < next_deadline:
                if deadline <= now:
                    return thread
                next_deadline = deadline
        if next_deadline == math.inf:
            self._waits_forever = True
            return self.observer
        self._jump_to(next_deadline)
        return None

    def _jump_to(self, moment: float) -> None:
        self.now = math.ceil(moment * PARTS) / PARTS
        if self.now > self._looks_since + STEP:
            self._looks_since = self.now
            self._looks.clear()

    def _hand_to(self, thread: ScheduledThread) -> None:
        self.mover = thread
        assert thread.baton is not None
        thread.baton.release()

    # The life of a thread

    def _run(self, me: ScheduledThread) -> None:
        """Run a thread of the program in this OS thread, from its first turn on."""
        assert me.baton is not None
        me.baton.acquire()
        if self.turns is not None:
            self.turns.start()
        try:
            if not self.over:
                _call(me)
        finally:
            self._end(me)

    def _end_turn(self) -> None:
        if self.turns is not None and self.turns.end():
            self.turns = None
            self.report_foreign(call_from(WAITED, sys._getframe(2)))

    def _end(self, me: ScheduledThread) -> None:
        self._end_turn()
        ident = get_ident()
        _unregister(me.handle, ident)
        # Whatever this thread holds is gone before the next one moves, so that finalizers run at
        # the same moment in every run.
        me.handle, me.function = None, _nothing
        me.ended = True
        del self._line[me]
        chosen = self.observer if self.over else self._choose()
        del ON_THREAD[ident]
        self._hand_to(chosen)

    def _end_all(self) -> None:
        self.over = True
        for thread in self.movers:
            assert thread.baton is not None
            thread.baton.release()
            assert self.observer.baton is not None
            self.observer.baton.acquire(timeout=GOODBYE)


def here() -> tuple[VirtualWorld, ScheduledThread] | None:
    """The world in which the calling thread runs, and that thread there; None outside of any."""
    me = current()
    return (me.world, me) if me is not None and isinstance(me.world, VirtualWorld) else None


def _measurable(seconds: float) -> float:
    """Return how long a wait takes: no time, or at least what the clock can measure.

    Without it, a wait that rounding has made too short would take no time, and code that waits for
    the rest of an interval would do so again and again.
    """
    return max(seconds, 1 / PARTS) if seconds > 0 else seconds


def _nothing() -> None:
    """What a thread does when it has ended."""


def _call(me: ScheduledThread) -> None:
    try:
        me.function()
    except (ScheduleOver, SystemExit):
        pass
    except BaseException:
        threading.excepthook(threading.ExceptHookArgs((*sys.exc_info(), me.handle)))


# What `threading` itself keeps of its threads, under the same names in Python 3.11 to 3.14.


def _register(handle: Any, ident: int) -> None:
    handle._ident = ident
    if hasattr(handle, "_tstate_lock"):
        # Up to Python 3.12 a running thread holds it, and _stop() refuses to call it ended.
        handle._tstate_lock = allocate_lock()
        handle._tstate_lock.acquire()
    threading._active[ident] = handle  # type: ignore[attr-defined]


def _unregister(handle: Any, ident: int) -> None:
    threading._active.pop(ident, None)  # type: ignore[attr-defined]
    mark_ended(handle)
