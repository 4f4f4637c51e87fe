"""Decides which task moves: one run of asyncio tasks."""

import asyncio
import threading
from types import CodeType
from typing import Any, NoReturn

from checker_lab.schedules import phrases
from checker_lab.schedules.errors import ScheduleError, ScheduleOver, WaitsForeverError
from checker_lab.schedules.names import task_name
from checker_lab.schedules.policy import NO_MOVER, STOP_HERE, Policy
from checker_lab.schedules.recording import Recorder
from checker_lab.schedules.world import Limits, ScheduledThread, Wait, World

__all__ = ["TaskController", "TaskMover"]

AnyTask = asyncio.Task[Any]


class TaskMover:
    """One task of a run."""

    has_deadline = False

    def __init__(self, index: int, name: str, task: AnyTask, is_given: bool) -> None:
        self.index = index
        self.name = name
        self.task = task
        self.is_given = is_given
        # The code in which it starts, if that is known.
        self.first_code: CodeType | None = None
        self.started = False
        # It waits for a lock of threads, and was ended there, since no task can release it.
        self.blocks_loop = False

    @property
    def ended(self) -> bool:
        return self.task.done() and not self.blocks_loop

    @property
    def error(self) -> BaseException | None:
        """What it ended by, if no code has asked for that: `exception()` would be asking."""
        if not self.ended:
            return None
        if self.task.cancelled():
            return asyncio.CancelledError() if self.is_given else None
        is_unseen = self.is_given or getattr(self.task, "_log_traceback", False)
        return getattr(self.task, "_exception", None) if is_unseen else None


class TaskController(World):
    """One run of tasks, all in the thread of their event loop.

    By default the task moves that asyncio would let move: the one that has been ready longest.
    Every other choice counts as a preemption (a delay).
    Source: Emmi, Qadeer and Rakamarić, "Delay-bounded scheduling", POPL 2011.

    Attributes:
        recorder: records every move, if there is one.
    """

    def __init__(self, policy: Policy, limits: Limits, reserved: frozenset[str]) -> None:
        super().__init__(limits)
        self.recorder: Recorder[TaskMover, TaskController] | None = None
        self.tasks: list[TaskMover] = []
        # setup() and the invariant run without choices, as asyncio runs them.
        self.is_quiet = True
        # To the replaced locks all tasks are one thread.
        self.main = ScheduledThread(self, NO_MOVER, "setup()", _nothing)
        self.main_task: AnyTask | None = None
        # The tasks that could have moved when the last choice was made.
        self.ready: list[TaskMover] = []
        self._policy = policy
        self._reserved = reserved
        self._by_task: dict[AnyTask, TaskMover] = {}
        self._mover: TaskMover | None = None
        self._run_is_over: asyncio.Future[None] | None = None
        self._quiet_steps = 0

    @property
    def movers(self) -> list[TaskMover]:
        return self.tasks

    @property
    def doing(self) -> str:
        """Who moves, or moved last."""
        return self.main.name if self.is_quiet or self._mover is None else self._mover.name

    def give(self, name: str, task: AnyTask, code: CodeType | None) -> None:
        """Add a task of the schedule, which starts in `code`."""
        self._enter(task, name, is_given=True).first_code = code

    async def let_all_move(self) -> None:
        """Play the schedule, and return when the run has ended, for whatever reason."""
        self._run_is_over = asyncio.get_running_loop().create_future()
        self.is_quiet = False
        await self._run_is_over
        if self.failure is not None:
            raise self.failure

    # What the event loop asks

    def choose(self, ready: list[AnyTask], next_alarm: float | None) -> AnyTask | None:
        """The task that moves, or None if time has passed instead, or the run is over.

        Args:
            ready: the tasks that can move, the one that has been ready longest first.
            next_alarm: the virtual moment of the next timer, or None.

        Raises:
            WaitsForeverError: setup() or the invariant does.
        """
        self.ticks += 1
        self.check_not_over()
        if self.is_quiet:
            return self._choose_quiet(ready, next_alarm)
        if self.recorder is not None:
            self.recorder.end_move()
        movers = self.ready = [self._mover_of(task) for task in ready]
        self._find_errors([mover for mover in self.tasks if mover.is_given])
        if self.ending or not movers:
            self._without_choice(next_alarm)
            return None
        if len(self.moves) >= self.limits.max_steps:
            self.finish("endless", self._mover)
            return None
        try:
            return self._move(movers)
        except ScheduleError as error:
            self.failure = error
            self.finish("failed")
            return None

    def move(self, handle: asyncio.Handle) -> None:
        """Let the chosen task move."""
        if self.recorder is None or self.is_quiet:
            handle._run()
        else:
            self.recorder.run_move(handle._run)

    def let_time_pass(self, moment: float) -> None:
        """It is `moment` now."""
        self.now = max(self.now, moment)

    # What the replaced functions ask

    def block(self, me: ScheduledThread, wait: Wait) -> None:
        if wait.deadline is not None:
            self.let_time_pass(wait.deadline)
            return
        self._stand_still()

    def sleep(self, me: ScheduledThread, seconds: float) -> None:
        self.let_time_pass(self.now + seconds)

    def spawn(self, handle: threading.Thread) -> ScheduledThread:
        self.failure = ScheduleError(
            f"a task has started the thread {handle.name!r}: tasks are played without threads "
            "(asyncio.to_thread() and run_in_executor() start some); call the function itself, or "
            "await a coroutine in its place"
        )
        self.finish("failed")
        raise self.failure

    # Inside

    def _move(self, movers: list[TaskMover]) -> AnyTask | None:
        ready = tuple(mover.index for mover in movers)
        index = self._policy.choose(ready, ready[0], True)
        if index == STOP_HERE:
            self.finish("stopped")
            return None
        self.moves.append(index)
        mover = self._mover = self.tasks[index]
        if self.recorder is not None:
            self.recorder.start_move(mover)
        mover.started = True
        return mover.task

    def _without_choice(self, next_alarm: float | None) -> None:
        is_awaited = any(mover.is_given and not mover.ended for mover in self.tasks)
        if not self.ending and is_awaited and next_alarm is not None:
            self.let_time_pass(next_alarm)
            return
        # Until now some code might still have asked what the other tasks raised.
        self._find_errors(self.tasks)
        if not self.ending:
            self.finish("deadlock" if is_awaited else "ended")
        self.is_quiet = True
        if self._run_is_over is not None:
            self._run_is_over.set_result(None)

    def _choose_quiet(self, ready: list[AnyTask], next_alarm: float | None) -> AnyTask | None:
        self._quiet_steps += 1
        if self._quiet_steps > self.limits.max_steps:
            raise ScheduleError(f"{self.main.name} did not end in {self.limits.max_steps} steps")
        if self.main_task in ready:
            return self.main_task
        if ready:
            return ready[0]
        if next_alarm is None:
            raise WaitsForeverError(phrases.waits_forever(self.main.name))
        self.let_time_pass(next_alarm)
        return None

    def _find_errors(self, movers: list[TaskMover]) -> None:
        if self.ending:
            return
        if self.error is not None:
            self.finish("raised")
            return
        culprit = next((mover for mover in movers if mover.error is not None), None)
        if culprit is not None:
            self.finish("raised", culprit)

    def _mover_of(self, task: AnyTask) -> TaskMover:
        return self._by_task.get(task) or self._enter(task, None, is_given=False)

    def _enter(self, task: AnyTask, name: str | None, is_given: bool) -> TaskMover:
        self.check_room()
        if name is None:
            name = task_name(task, self._reserved | {mover.name for mover in self.tasks})
        mover = TaskMover(len(self.tasks), name, task, is_given)
        self.tasks.append(mover)
        self._by_task[task] = mover
        return mover

    def name_of(self, task: object) -> str:
        """The name of a task, or SOME_TASK."""
        return next((mover.name for mover in self.tasks if mover.task is task), phrases.SOME_TASK)

    def _stand_still(self) -> NoReturn:
        """A task waits for a lock of threads: it blocks the loop, so no task can release it."""
        error = WaitsForeverError(phrases.BLOCKS_LOOP.after(self.doing))
        if self.is_quiet or self._mover is None:
            raise error
        self._mover.blocks_loop = True
        self.finish("deadlock")
        self.error = error
        raise ScheduleOver


def _nothing() -> None:
    """The function of the loop's thread, which is never called."""
