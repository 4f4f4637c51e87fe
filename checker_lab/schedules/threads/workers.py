"""The OS threads behind scheduled threads, kept from one run to the next.

Starting an OS thread costs more than a whole schedule of two short functions. Within a run each
scheduled thread has an OS thread of its own, so that thread-local values stay apart.
"""

import sys
import threading
from _thread import allocate_lock, get_ident, start_new_thread
from contextvars import Context
from types import FrameType
from typing import TYPE_CHECKING, Any

from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.scheduled import ON_THREAD, ScheduledThread, wake
from checker_lab.schedules.tracing import CodeUnderTest, StepLines
from checker_lab.schedules.watchdog import interrupt, stuck_message, thread_object

if TYPE_CHECKING:
    from checker_lab.schedules.threads.controller import Controller

__all__ = ["Workers"]

# How long an idle OS thread may take to end when it is told to, in seconds.
GOODBYE = 5.0


class Workers:
    """As many OS threads as the widest run so far has needed.

    Args:
        lines: whose lines are steps.
    """

    def __init__(self, lines: StepLines) -> None:
        self.lines = lines
        self._workers: list[Worker] = []

    def assign(self, thread: ScheduledThread, controller: "Controller") -> None:
        """Give `thread`, which has not started, its OS thread."""
        while len(self._workers) <= thread.index:
            self._workers.append(Worker(self.lines))
        worker = self._workers[thread.index]
        worker.job = thread
        worker.controller = controller
        thread.baton = worker.baton
        thread.started = True

    def step_into(self, modules: frozenset[str]) -> None:
        """Take the lines of these modules for steps too."""
        if self.lines.include(modules):
            for worker in self._workers:
                worker.forget()

    def close(self) -> None:
        """End the OS threads, and wait until they have ended."""
        for worker in self._workers:
            worker.dismiss()
        for worker in self._workers:
            worker.ended.acquire(timeout=GOODBYE)
        self._workers.clear()

    def discard(self) -> None:
        """Use none of these OS threads again: one of them could not be ended, or not cleanly."""
        for worker in self._workers:
            worker.is_discarded = True
            if worker.job is None or worker.job.ended:
                worker.dismiss()
        self._workers.clear()

    def interrupt(self, thread: ScheduledThread) -> None:
        """Raise ScheduleOver in a thread that runs on, at its next instruction."""
        for worker in self._workers:
            if worker.job is thread:
                interrupt(worker.ident)

    def where_stuck(self, thread: ScheduledThread, seconds: float) -> str:
        """What to tell of a thread that does not come back."""
        ident = next((worker.ident for worker in self._workers if worker.job is thread), None)
        frame = None if ident is None else self.lines.nearest(sys._current_frames().get(ident))
        return stuck_message(thread.name, frame, seconds)


class Worker:
    """One OS thread, that runs the scheduled threads it is given, one after another."""

    def __init__(self, lines: StepLines) -> None:
        # Set before the baton opens.
        self.job: Any = None
        self.controller: Any = None
        self.is_discarded = False
        self.ident = 0
        # Opened by whoever wants this thread to move.
        self.baton = allocate_lock()
        self.baton.acquire()
        self.ended = allocate_lock()
        self.ended.acquire()
        self._lines = lines
        self._locals: dict[int, Any] = {}
        self._codes: list[Any] = []
        # Not threading.Thread: within a schedule that would be one more scheduled thread.
        start_new_thread(self._loop, ())

    def dismiss(self) -> None:
        """Let the idle OS thread end."""
        self.job = None
        wake(self.baton)

    def forget(self) -> None:
        """Find out again whose lines are steps."""
        self._locals.clear()

    def _loop(self) -> None:
        self.ident = get_ident()
        try:
            with thread_object(self.ident, "worker") as stand_in:
                self._work(stand_in)
        except ScheduleOver:
            pass  # an interrupt that came when the job had ended already
        finally:
            self.ended.release()

    def _work(self, stand_in: threading.Thread) -> None:
        while not self.is_discarded:
            self.baton.acquire()
            if self.job is None:
                return
            self._run(self.job, self.controller, stand_in)

    def _run(
        self, job: ScheduledThread, controller: "Controller", stand_in: threading.Thread
    ) -> None:
        ON_THREAD[self.ident] = job
        handle = job.handle or stand_in
        if handle is stand_in:
            handle.name = job.name
        handle._ident = self.ident  # type: ignore[attr-defined]
        threading._active[self.ident] = handle  # type: ignore[attr-defined]
        error: BaseException | None = None
        try:
            Context().run(self._trace_and_call, job)
            controller.before_end(job)
        except (ScheduleOver, SystemExit):
            pass
        except BaseException as raised:
            error = raised
        del ON_THREAD[self.ident]
        controller.leave(job, error)

    def _trace_and_call(self, job: ScheduledThread) -> None:
        # Left on from one job to the next: since Python 3.12 switching it costs much. A thread
        # that was ended by an exception has lost it.
        if sys.gettrace() is None:
            sys.settrace(self._trace)
        job.function()

    def _trace(self, frame: FrameType, event: str, arg: object) -> Any:
        """The trace function for calls: the lines of other code than ours run untraced."""
        code = frame.f_code
        try:
            return self._locals[id(code)]
        except KeyError:
            self._codes.append(code)
            known = self._lines.find(frame)
            local = None if known is None else self._line_tracer(known)
            self._locals[id(code)] = local
            return local

    def _line_tracer(self, code: CodeUnderTest) -> Any:
        shared_lines = code.shared_lines

        def trace(frame: FrameType, event: str, arg: object) -> Any:
            if event == "line":
                self.controller.at_line(self.job, frame, frame.f_lineno in shared_lines)
            elif event == "return":
                self._at_return(frame.f_back)
            return trace

        return trace

    def _at_return(self, caller: FrameType | None) -> None:
        """Back in the middle of a line: what is left of it is a step of its own."""
        stands = self._lines.nearest(caller)
        if stands is None:
            return
        known = self._lines.find(stands)
        # Code between that is not stepped may go on to do anything.
        if stands is not caller or (known is not None and known.rest_is_shared(stands.f_lasti)):
            self.controller.at_line(self.job, stands, True)
