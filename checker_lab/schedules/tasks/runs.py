"""Plays a schedule of asyncio tasks, and judges it."""

import asyncio
import inspect
import threading
from collections.abc import Coroutine
from typing import Any, TypeVar

from checker_lab.schedules.judging import Judgement, judge_answer, judge_ending
from checker_lab.schedules.patching import scheduled
from checker_lab.schedules.policy import Policy
from checker_lab.schedules.program import code_of, modules_of
from checker_lab.schedules.recording import Show
from checker_lab.schedules.replay import Replay
from checker_lab.schedules.results import Run
from checker_lab.schedules.runs import Runs, played
from checker_lab.schedules.search import Played
from checker_lab.schedules.tasks.controller import TaskController
from checker_lab.schedules.tasks.loop import ScheduledLoop
from checker_lab.schedules.tasks.recording import TaskRecorder
from checker_lab.schedules.world import ON_THREAD

__all__ = ["TaskRuns"]

T = TypeVar("T")


class TaskRuns(Runs):
    """Plays schedules of one program of tasks."""

    _controller: TaskController | None = None

    @property
    def stall(self) -> float:
        return self.limits.stall

    @property
    def doing(self) -> str:
        return "a task" if self._controller is None else self._controller.doing

    def stop(self) -> None:
        super().stop()
        if self.world is not None:
            self.world.over = True

    def close(self) -> None:
        """Each run has closed its loop, and the thread that played them has ended."""

    def play_one(self, policy: Policy) -> Played:
        controller = TaskController(policy, self.limits, self.reserved)

        async def main() -> Played:
            shared = await self._go(controller)
            return played(controller, await self._judge(controller, shared))

        return self._run(controller, main())

    def record(self, policy: Replay, show: Show | None) -> Run:
        controller = TaskController(policy, self.limits, self.reserved)
        movers = controller.tasks
        recorder = controller.recorder = TaskRecorder(controller, self.lines, show)
        policy.attach(movers, lambda index: recorder.why(movers[index]))

        async def main() -> Run:
            shared = await self._go(controller)
            standings = recorder.standings(movers, first=self.program.threads)
            judgement = await self._judge(controller, shared)
            return self.recorded(controller, recorder, judgement, standings, policy.skipped)

        return self._run(controller, main())

    def _run(self, controller: TaskController, main: Coroutine[Any, Any, T]) -> T:
        """Run `main` in an event loop of its own, and end every task that is left."""
        self.world = self._controller = controller
        ident = threading.get_ident()
        ON_THREAD[ident] = controller.main
        loop = ScheduledLoop(controller)
        try:
            task: asyncio.Task[T] = loop.create_task(main, name="setup()")
            controller.main_task = task
            return loop.run_until_complete(task)
        finally:
            controller.over = True
            loop.end_all_tasks()
            # Outside of the schedule, which is over: it shuts executors down, which take locks.
            del ON_THREAD[ident]
            loop.close()

    async def _go(self, controller: TaskController) -> object:
        shared = scheduled(self.program.setup)()
        if inspect.isawaitable(shared):
            shared = await shared
        self.lines.include(modules_of(shared))
        if controller.recorder is not None:
            controller.recorder.watch(shared)
        loop = asyncio.get_running_loop()
        for name, function in self.program.threads.items():
            coroutine: Any = function(shared)
            controller.give(name, loop.create_task(coroutine, name=name), code_of(function))
        await controller.let_all_move()
        return shared

    async def _judge(self, controller: TaskController, shared: object) -> Judgement:
        judgement = judge_ending(controller)
        if judgement.outcome != "holds" or self.program.invariant is None:
            return judgement
        controller.main.name = "the invariant"
        try:
            answer: Any = self.program.invariant(shared)
            return judge_answer(await answer if inspect.isawaitable(answer) else answer)
        except AssertionError as error:
            return Judgement("broken", error)
