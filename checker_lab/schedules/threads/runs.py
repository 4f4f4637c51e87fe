"""Plays a schedule of real threads, and judges it."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

from checker_lab.schedules.errors import WaitsForeverError
from checker_lab.schedules.judging import Judgement, judge_answer, judge_ending
from checker_lab.schedules.patching import scheduled
from checker_lab.schedules.policy import Policy
from checker_lab.schedules.program import Program, code_of, modules_of
from checker_lab.schedules.recording import Show
from checker_lab.schedules.replay import Replay
from checker_lab.schedules.results import Run
from checker_lab.schedules.runs import Runs, played
from checker_lab.schedules.search import Played
from checker_lab.schedules.threads.controller import Controller
from checker_lab.schedules.threads.recording import ThreadRecorder
from checker_lab.schedules.threads.workers import Workers
from checker_lab.schedules.world import ON_THREAD, Limits

__all__ = ["ThreadRuns"]


class ThreadRuns(Runs):
    """Plays schedules of one program of threads."""

    def __init__(self, program: Program, limits: Limits) -> None:
        super().__init__(program, limits)
        self._workers = Workers(self.lines)

    @property
    def stall(self) -> float:
        # The run itself finds and names a thread that is stuck; this is for setup().
        return 3 * self.limits.stall + 2

    @property
    def doing(self) -> str:
        return "setup() or the invariant"

    def close(self) -> None:
        self._workers.close()

    def play_one(self, policy: Policy) -> Played:
        controller = self._controller(policy)
        with _on_this_thread(controller):
            shared = self._go(controller)
            return played(controller, self._judge(controller, shared))

    def record(self, policy: Replay, show: Show | None) -> Run:
        controller = self._controller(policy)
        threads = controller.threads
        recorder = controller.recorder = ThreadRecorder(controller, self.lines, show)
        policy.attach(threads, lambda index: recorder.why(threads[index]))
        with _on_this_thread(controller):
            shared = self._go(controller)
            standings = recorder.standings(threads, first=self.program.threads)
            judgement = self._judge(controller, shared)
            return self.recorded(controller, recorder, judgement, standings, policy.skipped)

    def _controller(self, policy: Policy) -> Controller:
        controller = Controller(self._workers, policy, self.limits, self.reserved)
        self.world = controller
        return controller

    def _go(self, controller: Controller) -> object:
        shared = scheduled(self.program.setup)()
        self._workers.step_into(modules_of(shared))
        if controller.recorder is not None:
            controller.recorder.watch(shared)
        for name, function in self.program.threads.items():
            controller.give(name, partial(function, shared), code_of(function))
        controller.let_all_move()
        return shared

    def _judge(self, controller: Controller, shared: object) -> Judgement:
        judgement = judge_ending(controller)
        if judgement.outcome != "holds" or self.program.invariant is None:
            return judgement
        controller.main.name = "the invariant"
        try:
            judgement = judge_answer(self.program.invariant(shared))
        except AssertionError as error:
            judgement = Judgement("broken", error)
        except WaitsForeverError as error:
            return Judgement("deadlock", error)
        # A thread that the invariant let move may have raised.
        after = judge_ending(controller)
        return judgement if after.outcome == "holds" else after


@contextmanager
def _on_this_thread(controller: Controller) -> Iterator[None]:
    """Make the calling thread the one that calls setup() and the invariant."""
    ident = threading.get_ident()
    ON_THREAD[ident] = controller.main
    try:
        yield
    finally:
        try:
            controller.end_all()
        finally:
            del ON_THREAD[ident]
