"""Why a thread waits, in words."""

import concurrent.futures
import queue
import threading
from collections.abc import Iterator
from types import CodeType, FrameType

from checker_lab.core.context import Context
from checker_lab.schedules.primitives import JoinWait, LockWait, ScheduledLock
from checker_lab.schedules.scheduled import ScheduledThread, SleepWait
from checker_lab.threads.channel import Channel

__all__ = ["seconds", "why_it_waits"]

# What a function that waits waits for. The outermost one that is known gives the reason: who waits
# in Queue.get() waits for an item, and only inside of that to be notified.
REASONS: dict[CodeType, str] = {
    function.__code__: reason
    for function, reason in (
        (threading.Condition.wait, "waits to be notified"),
        (threading.Event.wait, "waits for the event to be set"),
        (threading.Semaphore.acquire, "waits for a permit of the semaphore"),
        (threading.Barrier.wait, "waits for the others at the barrier"),
        (queue.Queue.get, "waits for an item in the queue"),
        (queue.Queue.put, "waits for room in the queue"),
        (queue.Queue.join, "waits until all that was queued is done"),
        (queue._PySimpleQueue.get, "waits for an item in the queue"),  # type: ignore[attr-defined]
        (concurrent.futures.Future.result, "waits for the result of a future"),
        (concurrent.futures.wait, "waits for futures"),
        (Channel._wait_for_item, "waits for an item in the mailbox"),
        (Channel._wait_for_room, "waits for room in the mailbox"),
        (Context.wait, "waits for the context to be cancelled"),
    )
}


def why_it_waits(thread: ScheduledThread) -> str:
    """What `thread` waits for, or "" when it does not wait."""
    wait = thread.wait
    if wait is None:
        return ""
    if isinstance(wait, SleepWait):
        return f"sleeps until {seconds(wait.deadline)}"
    until = "" if wait.deadline is None else f", until {seconds(wait.deadline)} at most"
    if isinstance(wait, JoinWait):
        return f"waits for {wait.thread.name} to end{until}"
    assert isinstance(wait, LockWait)
    return f"{_lock_reason(thread, wait.lock)}{until}"


def seconds(moment: float | None) -> str:
    """`1.5 s`."""
    return f"{moment or 0.0:.6g} s"


def _lock_reason(thread: ScheduledThread, lock: ScheduledLock) -> str:
    reason = ""
    for frame in _library_frames(thread.block_frame):
        if frame.f_code is threading.Condition.wait.__code__:
            if frame.f_locals.get("waiter") is not lock:
                # It was notified, and wants the lock back.
                break
            reason = REASONS[frame.f_code]
        elif reason:
            reason = REASONS.get(frame.f_code, reason)
    return reason or _mutex_reason(thread, lock)


def _mutex_reason(thread: ScheduledThread, lock: ScheduledLock) -> str:
    owner = lock.owner
    if owner is None:
        return "waits for a lock"
    if owner is thread:
        return "waits for the lock that it holds itself"
    return f"waits for the lock held by {owner.name}{', which has ended' if owner.ended else ''}"


def _library_frames(frame: FrameType | None) -> Iterator[FrameType]:
    """The frames of a wait, innermost first, up to the code that uses the library."""
    while frame is not None and _is_library(frame):
        yield frame
        frame = frame.f_back


def _is_library(frame: FrameType) -> bool:
    module = str(frame.f_globals.get("__name__", ""))
    return module.partition(".")[0] in {"threading", "queue", "concurrent", "checker_lab"}
