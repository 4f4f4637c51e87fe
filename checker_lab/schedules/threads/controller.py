"""Decides who moves: one run of real threads, of which only the chosen one moves.

There is one baton. The thread that holds it runs; at its next line it asks the policy who moves
next, and hands the baton over if that is another thread. So a run without preemptions costs one
handover for each thread, and needs no thread of the scheduler's own.
"""

import sys
import threading
from _thread import LockType, allocate_lock
from collections.abc import Callable
from types import CodeType, FrameType

from checker_lab.schedules import phrases
from checker_lab.schedules.errors import (
    ScheduleError,
    ScheduleOver,
    StuckError,
    WaitsForeverError,
)
from checker_lab.schedules.names import name_of
from checker_lab.schedules.policy import NO_MOVER, STOP_HERE, Policy
from checker_lab.schedules.primitives import mark_ended
from checker_lab.schedules.threads.recording import ThreadRecorder
from checker_lab.schedules.threads.workers import Workers, wake
from checker_lab.schedules.world import Limits, ScheduledThread, SleepWait, Wait, World

__all__ = ["Controller"]

# How often a thread is interrupted until it ends, and the seconds it gets each time: on a busy
# machine even a willing one needs some, and an early interrupt hits it while it cleans up.
TRIES = 3
GRACE = 2.0
# How many lines a thread may run to clean up when the run is over.
LAST_LINES = 1000


class Controller(World):
    """One run of threads.

    All its state belongs to the thread that holds the baton: no lock guards it.

    Args:
        workers: the OS threads to run them in.
        policy: chooses who moves.
        limits: what the run may not exceed.
        reserved: names that no thread of the code under test may take.

    Attributes:
        recorder: records every move, if there is one.
    """

    def __init__(
        self, workers: Workers, policy: Policy, limits: Limits, reserved: frozenset[str]
    ) -> None:
        super().__init__(limits)
        self.recorder: ThreadRecorder | None = None
        self.threads: list[ScheduledThread] = []
        # setup() and the invariant run without choices: the main thread goes first.
        self.is_quiet = True
        self.main = ScheduledThread(self, NO_MOVER, "setup()", _nothing)
        self._main_baton = self.main.baton = _closed_lock()
        self.mover = self.main
        self._policy = policy
        self._workers = workers
        self._reserved = reserved
        self._ready: tuple[int, ...] = ()
        # True when `_ready` has to be found anew.
        self._is_stale = True
        # How many threads keep the run from being over.
        self._awaited = 0
        self._quiet_since = 0

    @property
    def movers(self) -> list[ScheduledThread]:
        return self.threads

    # Threads come and go

    def give(self, name: str, function: Callable[[], object], code: CodeType | None) -> None:
        """Add a thread of the schedule, which starts in `code`."""
        self._enter(ScheduledThread(self, len(self.threads), name, function, None, code))

    def spawn(self, handle: threading.Thread) -> ScheduledThread:
        taken = self._reserved | {thread.name for thread in self.threads}
        name = name_of(handle, taken)
        thread = ScheduledThread(self, len(self.threads), name, handle.run, handle)
        self._enter(thread)
        return thread

    def _enter(self, thread: ScheduledThread) -> None:
        self.check_room()
        self.threads.append(thread)
        self._awaited += not thread.daemon
        self._is_stale = True

    def leave(self, thread: ScheduledThread, error: BaseException | None) -> None:
        """`thread` has ended, by `error` if there is one: its worker calls this as its last act."""
        thread.ended = True
        thread.frame = None
        self._awaited -= not thread.daemon
        self._is_stale = True
        if self.over:
            wake(self.main.baton)
            return
        if error is not None:
            thread.error = error
            self.finish("raised", thread)
        self._hand_to(self._next(NO_MOVER, True))

    # Where a thread asks who moves next

    def at_line(self, me: ScheduledThread, frame: FrameType, is_branch: bool) -> None:
        """`me` has come to a line of the code under test, and has not run it yet.

        Args:
            is_branch: False if a switch here would show nothing new.
        """
        me.taken_at = None
        if self.recorder is not None:
            if self.looks_on:
                return
            me.frame = frame
            if me.is_fresh:
                self.recorder.locate(me)
        elif not (self._is_stale or me.is_fresh or self.over):
            self._advance_fast(me, is_branch)
            return
        if self.over and me.last_lines:
            # The run is over, and it cleans up.
            me.last_lines -= 1
        elif me.is_fresh:
            # Starting is part of the first line: it has done nothing yet that others could see.
            me.is_fresh = False
            self.check_not_over()
        else:
            self._advance(me, me.index, is_branch)

    def before_taking(self, me: ScheduledThread) -> None:
        # A line that takes two locks, such as `with first, second:`, is two steps.
        if self.is_quiet:
            return
        frame = self._workers.lines.nearest(sys._getframe(2))
        if frame is None:
            return
        call = (id(frame), frame.f_lasti)
        if me.taken_at not in {None, call}:
            self.at_line(me, frame, is_branch=True)
        me.taken_at = call

    def before_end(self, me: ScheduledThread) -> None:
        """`me` has returned and not ended yet: others may see the difference."""
        if me.handle is not None and not self.over:
            self._advance(me, me.index, True)

    def block(self, me: ScheduledThread, wait: Wait) -> None:
        me.wait = wait
        if self.recorder is not None:
            me.block_frame = sys._getframe(1)
        self._is_stale = True
        try:
            self._advance(me, NO_MOVER, True)
        finally:
            me.wait = me.block_frame = None
            self._is_stale = True

    def sleep(self, me: ScheduledThread, seconds: float) -> None:
        if seconds:
            self.block(me, SleepWait(self.now + seconds))
        else:
            # Let another thread move, if one can.
            self._advance(me, NO_MOVER, True, me.index)

    def something_changed(self) -> None:
        self._is_stale = True

    # The main thread, which calls setup() and the invariant

    def let_all_move(self) -> None:
        """Play the schedule, and return when the run has ended, for whatever reason."""
        self.is_quiet = False
        self._hand_to(self._next(NO_MOVER, True))
        self._await_main()
        self.is_quiet = True
        self._quiet_since = self.ticks
        if self.failure is not None:
            raise self.failure

    def end_all(self) -> None:
        """End every thread that is left."""
        self.over = True
        stuck = None if self.mover is self.main else self.mover
        if stuck is not None:
            # It does not come to a line at which it would end.
            self._workers.interrupt(stuck)
        for thread in self.threads:
            if thread.started and thread is not stuck:
                self._end(thread)
            if thread.handle is not None:
                mark_ended(thread.handle)
        if stuck is not None:
            self._has_ended(stuck)
            self._workers.discard()

    # Inside

    def _advance_fast(self, me: ScheduledThread, is_branch: bool) -> None:
        """`_advance()` for most lines: it is known who is ready, and no recorder follows."""
        steps = self.ticks - self._quiet_since if self.is_quiet else len(self.moves)
        if steps >= self.limits.max_steps:
            self._advance(me, me.index, is_branch)
            return
        self.ticks += 1
        if self.is_quiet:
            # Nothing has changed since the main thread could not move.
            return
        try:
            index = self._policy.choose(self._ready, me.index, is_branch)
        except ScheduleError as error:
            self._hand_over(me, self._fail(error))
            return
        if index == me.index:
            self.moves.append(index)
        else:
            self._hand_over(me, self._move(index))

    def _advance(
        self, me: ScheduledThread, current: int, is_branch: bool, but_not: int = NO_MOVER
    ) -> None:
        chosen = self._next(current, is_branch, but_not)
        if chosen is not me:
            self._hand_over(me, chosen)
        if me is self.main and self.failure is not None:
            raise self.failure

    def _hand_over(self, me: ScheduledThread, chosen: ScheduledThread) -> None:
        """Let `chosen` move, and wait until it is the turn of `me` again."""
        self.mover = chosen
        self._hand_to(chosen)
        if me is self.main:
            self._await_main()
            return
        assert me.baton is not None
        me.baton.acquire()
        if self.over:
            me.last_lines = LAST_LINES
            raise ScheduleOver

    def _next(self, current: int, is_branch: bool, but_not: int = NO_MOVER) -> ScheduledThread:
        self.check_not_over()
        self.ticks += 1
        if self._is_stale:
            self._refresh()
        try:
            if self.is_quiet:
                chosen = self._next_quiet(current)
            else:
                chosen = self._choose(current, is_branch, but_not)
        except ScheduleError as error:
            chosen = self._fail(error)
        self.mover = chosen
        return chosen

    def _fail(self, error: ScheduleError) -> ScheduledThread:
        self.failure = error
        self.finish("failed")
        return self.main

    def _refresh(self) -> None:
        now = self.now
        self._ready = tuple(
            [
                thread.index
                for thread in self.threads
                if not thread.ended
                and (
                    (wait := thread.wait) is None
                    or wait.ready()
                    or (wait.deadline is not None and wait.deadline <= now)
                )
            ]
        )
        self._is_stale = False

    def _choose(self, current: int, is_branch: bool, but_not: int) -> ScheduledThread:
        if self.recorder is not None:
            self.recorder.end_move()
        if self.ending:
            return self.main
        ready = self._ready or self._next_in_time()
        if not ready:
            self.finish("deadlock" if self._awaited else "ended")
            return self.main
        if len(self.moves) >= self.limits.max_steps:
            self.finish("endless", self.mover)
            return self.main
        if but_not != NO_MOVER:
            ready = tuple(index for index in ready if index != but_not) or ready
        index = self._policy.choose(ready, current, is_branch)
        if index == STOP_HERE:
            self.finish("stopped")
            return self.main
        return self._move(index)

    def _move(self, index: int) -> ScheduledThread:
        self.moves.append(index)
        thread = self.threads[index]
        self._let_time_pass(thread)
        if self.recorder is not None:
            self.recorder.start_move(thread)
        return thread

    def _next_in_time(self) -> tuple[int, ...]:
        """The threads that wait for the next moment, when none can move before it."""
        if not self._awaited:
            # Only daemons are left, and no program waits for them.
            return ()
        waits = [
            (thread.wait.deadline, thread.index)
            for thread in self.threads
            if thread.wait is not None and thread.wait.deadline is not None
        ]
        if not waits:
            return ()
        soonest = min(waits)[0]
        return tuple(index for deadline, index in waits if deadline == soonest)

    def _let_time_pass(self, thread: ScheduledThread) -> None:
        wait = thread.wait
        if wait is None or wait.deadline is None or wait.deadline <= self.now or wait.ready():
            return
        self.now = wait.deadline
        self._is_stale = True

    def _next_quiet(self, current: int) -> ScheduledThread:
        if self.ticks - self._quiet_since > self.limits.max_steps:
            raise ScheduleError(f"{self.main.name} did not end in {self.limits.max_steps} steps")
        if self._is_ready(self.main):
            return self.main
        if self._ready:
            return self.threads[current if current in self._ready else self._ready[0]]
        timed = [
            (thread.wait.deadline, thread.index, thread)
            for thread in (self.main, *self.threads)
            if thread.wait is not None and thread.wait.deadline is not None
        ]
        if not timed:
            raise WaitsForeverError(phrases.waits_forever(self.main.name))
        *_, chosen = min(timed)
        self._let_time_pass(chosen)
        return chosen

    def _is_ready(self, thread: ScheduledThread) -> bool:
        wait = thread.wait
        if wait is None or wait.ready():
            return True
        return wait.deadline is not None and wait.deadline <= self.now

    def _hand_to(self, thread: ScheduledThread) -> None:
        if not thread.started and thread is not self.main:
            self._workers.assign(thread, self)
        assert thread.baton is not None
        thread.baton.release()

    def _await_main(self) -> None:
        ticks = -1
        while not self._main_baton.acquire(timeout=self.limits.stall):
            if ticks == self.ticks:
                raise StuckError(self._workers.where_stuck(self.mover, self.limits.stall))
            ticks = self.ticks

    def _end(self, thread: ScheduledThread) -> None:
        if thread.ended:
            return
        wake(thread.baton)
        for _ in range(TRIES):
            if self._has_ended(thread):
                return
            self._workers.interrupt(thread)
        self._workers.discard()

    def _has_ended(self, thread: ScheduledThread) -> bool:
        """Wait a while for it to end; others that end may wake this thread too."""
        while not thread.ended and self._main_baton.acquire(timeout=GRACE):
            pass
        return thread.ended


def _nothing() -> None:
    """The function of the main thread, which is never called."""


def _closed_lock() -> LockType:
    lock = allocate_lock()
    lock.acquire()
    return lock
