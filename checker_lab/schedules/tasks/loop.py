"""An event loop that asks the controller which task moves next, and whose time is virtual.

It overrides what `BaseEventLoop` calls `_run_once()`, and so knows its queue of callbacks and its
heap of timers, which have had the same names since Python 3.4.
"""

import asyncio
import heapq
from collections import deque
from contextlib import suppress
from typing import Any

from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.tasks.controller import TaskController

__all__ = ["ScheduledLoop"]

# Parts of the names of a task's callbacks that make it move; `Task.cancel` may be one too.
MOVES = ("step", "wakeup")

# Tasks that did not end: Python would report each when it is collected.
_NEVER_ENDED: list[Any] = []


class ScheduledTask(asyncio.Task[Any]):
    """A task whose hash is no address: a set of tasks has the same order in every run."""

    def __init__(self, number: int, *args: Any, **kwargs: Any) -> None:
        self._number = number
        super().__init__(*args, **kwargs)

    def __hash__(self) -> int:
        return self._number


class ScheduledLoop(asyncio.BaseEventLoop):
    """Runs callbacks in asyncio's order, and tasks in the controller's. It has no I/O."""

    # Of BaseEventLoop: the callbacks to run, and a heap of those to run later.
    _ready: deque[Any]
    _scheduled: list[Any]

    def __init__(self, controller: TaskController) -> None:
        super().__init__()
        self._controller = controller
        self._tasks: list[Any] = []
        self.set_exception_handler(self._keep_error)

    def time(self) -> float:
        return self._controller.now

    def create_task(self, coro: Any, **kwargs: Any) -> "asyncio.Task[Any]":
        task = ScheduledTask(self._controller.next_number(), coro, loop=self, **kwargs)
        self._tasks.append(task)
        return task

    def end_all_tasks(self) -> None:
        """Close the coroutine of every task that is left."""
        left: list[Any] = list(asyncio.all_tasks(self))
        # Their cleanup may need a running loop.
        asyncio._set_running_loop(self)
        for task in left:
            task._log_destroy_pending = False
            try:
                task.get_coro().close()
            except (Exception, BaseExceptionGroup, ScheduleOver):
                # It awaits, or raises, instead of ending.
                _NEVER_ENDED.append(task)
        asyncio._set_running_loop(None)
        for task in self._tasks:
            task._log_traceback = False

    def _run_once(self) -> None:
        self._ring()
        callback = self._next_callback()
        if callback is not None:
            callback._run()
            return
        move = self._next_move()
        if move is not None:
            # A task raises these two into its loop, and keeps them as well.
            with suppress(SystemExit, KeyboardInterrupt):
                self._controller.move(move)

    def _ring(self) -> None:
        """Move the timers that are due to the ready callbacks."""
        while self._scheduled and (self._scheduled[0]._cancelled or self._is_due()):
            handle = heapq.heappop(self._scheduled)
            handle._scheduled = False
            if not handle._cancelled:
                self._ready.append(handle)

    def _is_due(self) -> bool:
        return bool(self._scheduled[0]._when <= self._controller.now)

    def _next_callback(self) -> Any:
        """The first callback that moves no task: these run immediately, in their order."""
        for handle in self._ready:
            if handle._cancelled or mover_of(handle) is None:
                self._ready.remove(handle)
                return handle
        return None

    def _next_move(self) -> Any:
        moves = {mover_of(handle): handle for handle in self._ready}
        alarm = self._scheduled[0]._when if self._scheduled else None
        task = self._controller.choose([task for task in moves if task is not None], alarm)
        if task is None:
            return None
        self._ready.remove(moves[task])
        return moves[task]

    def _keep_error(self, loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, BaseException) and "handle" in context:
            self._controller.error = error

    # What a loop with I/O would do

    def _process_events(self, event_list: list[Any]) -> None:
        """There is no I/O."""

    def _write_to_self(self) -> None:
        """The loop never sleeps, so it needs no waking."""


def mover_of(handle: Any) -> "asyncio.Task[Any] | None":
    """The task that moves when `handle` runs, or None."""
    task = getattr(handle._callback, "__self__", None)
    if not isinstance(task, asyncio.Task):
        return None
    name = getattr(handle._callback, "__name__", "step")
    return task if any(move in name for move in MOVES) else None
