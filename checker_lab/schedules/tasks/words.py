"""Why a task waits, in words."""

import asyncio
from collections.abc import Iterable, Iterator
from types import CodeType, FrameType
from typing import Any

from checker_lab.schedules.tasks.controller import TaskController, TaskMover
from checker_lab.schedules.tasks.lock import OwnedLock
from checker_lab.schedules.threads.words import seconds
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["frames_of", "why_task_waits"]

REASONS: dict[CodeType, str] = {
    function.__code__: reason
    for function, reason in (
        (asyncio.Condition.wait, "waits to be notified"),
        (asyncio.Event.wait, "waits for the event to be set"),
        (asyncio.Lock.acquire, "waits for the lock"),
        (asyncio.Semaphore.acquire, "waits for a permit of the semaphore"),
        (asyncio.Barrier.wait, "waits for the others at the barrier"),
        (asyncio.Queue.get, "waits for an item in the queue"),
        (asyncio.Queue.put, "waits for room in the queue"),
        (asyncio.Queue.join, "waits until all that was queued is done"),
        (asyncio.TaskGroup.__aexit__, "waits for the tasks of its group to end"),
        (AsyncMailbox.wait, "waits for an item in the mailbox"),
    )
}


def why_task_waits(mover: TaskMover, controller: TaskController) -> str:
    """What the task waits for, or "" when it does not wait."""
    waiter = getattr(mover.task, "_fut_waiter", None)
    if waiter is None or waiter.done():
        return ""
    reason = ""
    for frame in _library_frames(frames_of(mover.task)):
        reason = _reason(frame, controller) or reason
    return reason or _awaited(waiter, controller)


def frames_of(task: "asyncio.Task[Any]") -> list[FrameType]:
    """The frames of the coroutines that await one another, the task's own first."""
    frames: list[FrameType] = []
    awaited: Any = task.get_coro()
    while awaited is not None:
        frame = getattr(awaited, "cr_frame", None) or getattr(awaited, "gi_frame", None)
        if frame is None:
            break
        frames.append(frame)
        awaited = getattr(awaited, "cr_await", None) or getattr(awaited, "gi_yieldfrom", None)
    return frames


def _reason(frame: FrameType, controller: TaskController) -> str:
    code, values = frame.f_code, frame.f_locals
    if code is asyncio.sleep.__code__ and "h" in values:
        return f"sleeps until {seconds(values['h'].when())}"
    if code is asyncio.wait.__code__:
        return _ends(values["fs"], controller)
    if code is asyncio.Lock.acquire.__code__ and isinstance(values["self"], OwnedLock):
        return f"waits for the lock held by {controller.name_of(values['self'].owner)}"
    return REASONS.get(code, "")


def _awaited(waiter: "asyncio.Future[Any]", controller: TaskController) -> str:
    children = getattr(waiter, "_children", None)
    if isinstance(waiter, asyncio.Task) or children:
        return _ends(children or [waiter], controller)
    return "waits for a future"


def _ends(futures: Iterable[object], controller: TaskController) -> str:
    pending = [one for one in futures if isinstance(one, asyncio.Task) and not one.done()]
    if not pending:
        return "waits for futures"
    return f"waits for {' and '.join(map(controller.name_of, pending))} to end"


def _library_frames(frames: list[FrameType]) -> Iterator[FrameType]:
    """The frames of a wait, innermost first, up to the code that uses the library."""
    for frame in reversed(frames):
        module = str(frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] not in {"asyncio", "checker_lab"}:
            return
        yield frame
