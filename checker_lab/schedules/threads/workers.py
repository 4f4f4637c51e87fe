"""The OS threads that run scheduled threads, kept from one run to the next.

Starting an OS thread costs more than a whole schedule of two short functions. Within a run each
scheduled thread has an OS thread of its own, so that thread-local values stay apart.
"""

import sys
import threading
from _thread import LockType, allocate_lock, get_ident, start_new_thread
from collections.abc import Callable
from contextvars import Context
from types import FrameType
from typing import Protocol

from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.tracing import CodeUnderTest, StepLines
from checker_lab.schedules.watchdog import interrupt, stuck_message, thread_object
from checker_lab.schedules.world import ON_THREAD, ScheduledThread

__all__ = ["Turns", "Workers", "wake"]

# Seconds that an idle OS thread gets to end.
GOODBYE = 5.0


class Turns(Protocol):
    """Decides who moves next, whenever a thread that runs asks."""

    def at_line(self, me: ScheduledThread, frame: FrameType, is_branch: bool) -> None:
        """`me` has come to a line, and has not run it yet: return when it is its turn."""
        ...

    def before_end(self, me: ScheduledThread) -> None:
        """`me` has returned and not ended yet: return when it may end."""
        ...

    def leave(self, thread: ScheduledThread, error: BaseException | None) -> None:
        """`thread` has ended, by `error` if there is one."""
        ...


# A trace function of one frame, which returns itself.
LineTracer = Callable[[FrameType, str, object], "LineTracer"]


class Workers:
    """As many OS threads as the widest run so far needed.

    Args:
        lines: whose lines are steps.
    """

    def __init__(self, lines: StepLines) -> None:
        self.lines = lines
        # By the index of the thread that each runs.
        self._workers: dict[int, Worker] = {}

    def assign(self, thread: ScheduledThread, turns: Turns) -> None:
        """Give `thread`, which has not started, its OS thread; its baton is still closed."""
        worker = self._workers.get(thread.index)
        if worker is None:
            worker = self._workers[thread.index] = Worker(self.lines, thread, turns)
        else:
            worker.job, worker.turns = thread, turns
        thread.baton = worker.baton
        thread.started = True

    def step_into(self, modules: frozenset[str]) -> None:
        """Make the lines of these modules steps too."""
        self.lines.include(modules)

    def close(self) -> None:
        """End the OS threads, and wait until they have ended."""
        for worker in self._workers.values():
            worker.dismiss()
        for worker in self._workers.values():
            worker.ended.acquire(timeout=GOODBYE)
        self._workers.clear()

    def discard(self) -> None:
        """Never use these OS threads again: one of them did not end, or not cleanly."""
        for worker in self._workers.values():
            worker.is_discarded = True
            if worker.job.ended:
                worker.dismiss()
        self._workers.clear()

    def interrupt(self, thread: ScheduledThread) -> None:
        """Raise ScheduleOver in a thread that runs on, at its next instruction."""
        for worker in self._workers.values():
            if worker.job is thread:
                interrupt(worker.ident)

    def where_stuck(self, thread: ScheduledThread, seconds: float) -> str:
        """The message about a thread that does not return, with the line at which it stands."""
        ident = next(
            (worker.ident for worker in self._workers.values() if worker.job is thread), None
        )
        frame = None if ident is None else self.lines.nearest(sys._current_frames().get(ident))
        return stuck_message(thread.name, frame, seconds)


class Worker:
    """One OS thread, which runs the scheduled threads it is given, one after another."""

    def __init__(self, lines: StepLines, job: ScheduledThread, turns: Turns) -> None:
        # Both are set before the baton is released, and read only after it was acquired.
        self.job = job
        self.turns = turns
        self.is_dismissed = False
        self.is_discarded = False
        self.ident = 0
        # Released to let this thread move.
        self.baton = allocate_lock()
        self.baton.acquire()
        self.ended = allocate_lock()
        self.ended.acquire()
        self._lines = lines
        self._tracers: dict[CodeUnderTest, LineTracer] = {}
        # Not threading.Thread: within a schedule that would be one more scheduled thread.
        start_new_thread(self._loop, ())

    def dismiss(self) -> None:
        """Let the idle OS thread end."""
        self.is_dismissed = True
        wake(self.baton)

    def _loop(self) -> None:
        self.ident = get_ident()
        try:
            with thread_object(self.ident, "worker") as stand_in:
                self._work(stand_in)
        except ScheduleOver:
            pass  # an interrupt that came after the job had ended
        finally:
            self.ended.release()

    def _work(self, stand_in: threading.Thread) -> None:
        while not self.is_discarded:
            self.baton.acquire()
            if self.is_dismissed:
                return
            self._run(self.job, self.turns, stand_in)

    def _run(self, job: ScheduledThread, turns: Turns, stand_in: threading.Thread) -> None:
        ON_THREAD[self.ident] = job
        handle = job.handle or stand_in
        if handle is stand_in:
            handle.name = job.name
        handle._ident = self.ident  # type: ignore[attr-defined]
        threading._active[self.ident] = handle  # type: ignore[attr-defined]
        error: BaseException | None = None
        try:
            Context().run(self._trace_and_call, job)
            turns.before_end(job)
        except (ScheduleOver, SystemExit):
            pass
        except BaseException as raised:
            error = raised
        del ON_THREAD[self.ident]
        turns.leave(job, error)

    def _trace_and_call(self, job: ScheduledThread) -> None:
        # Tracing stays on from one job to the next: switching it is slow since Python 3.12. An
        # exception out of the trace function, which ends a thread, switches it off.
        if sys.gettrace() is None:
            sys.settrace(self._trace)
        job.function()

    def _trace(self, frame: FrameType, event: str, arg: object) -> LineTracer | None:
        """Trace calls: lines of code that is not under test run untraced."""
        known = self._lines.find(frame)
        if known is None:
            return None
        tracer = self._tracers.get(known)
        if tracer is None:
            tracer = self._tracers[known] = self._line_tracer(known)
        return tracer

    def _line_tracer(self, code: CodeUnderTest) -> LineTracer:
        shared_lines = code.shared_lines

        def trace(frame: FrameType, event: str, arg: object) -> LineTracer:
            if event == "line":
                self.turns.at_line(self.job, frame, frame.f_lineno in shared_lines)
            elif event == "return":
                self._at_return(frame.f_back)
            return trace

        return trace

    def _at_return(self, caller: FrameType | None) -> None:
        """Back in the middle of a line: the rest of it is a step of its own."""
        stands = self._lines.nearest(caller)
        if stands is None:
            return
        # If code that is not stepped stands between, it may do anything next.
        known = self._lines.find(stands) if stands is caller else None
        if known is None or known.rest_is_shared(stands.f_lasti):
            self.turns.at_line(self.job, stands, True)


def wake(baton: LockType | None) -> None:
    """Release the baton, if it is not released yet: a run that ends may wake a thread twice."""
    assert baton is not None
    try:
        baton.release()
    except RuntimeError:
        pass  # it is released already
