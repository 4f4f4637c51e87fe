"""Says why a thread waits, from the frames in which it waits."""

import concurrent.futures
import queue
import threading
from collections.abc import Iterator
from types import CodeType, FrameType

from checker_lab.core.context import Context
from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.primitives import JoinWait, LockWait, ScheduledLock
from checker_lab.schedules.world import ScheduledThread, SleepWait
from checker_lab.threads.channel import Channel
from checker_lab.threads.mailbox import ThreadMailbox

__all__ = ["why_it_waits"]

# The reason for each function of a library that waits. The outermost one gives the reason: a thread
# in Queue.get() waits for an item, and only inside of that to be notified.
REASONS: dict[CodeType, Phrase] = {
    function.__code__: reason
    for function, reason in (
        (threading.Condition.wait, phrases.CONDITION),
        (threading.Event.wait, phrases.EVENT),
        (threading.Semaphore.acquire, phrases.SEMAPHORE),
        (threading.Barrier.wait, phrases.BARRIER),
        (queue.Queue.get, phrases.QUEUE_ITEM),
        (queue.Queue.put, phrases.QUEUE_ROOM),
        (queue.Queue.join, phrases.QUEUE_DONE),
        (queue._PySimpleQueue.get, phrases.QUEUE_ITEM),  # type: ignore[attr-defined]
        (concurrent.futures.Future.result, phrases.FUTURE_RESULT),
        (concurrent.futures.wait, phrases.FUTURES),
        (Channel.receive, phrases.MAILBOX_ITEM),
        (Channel.__iter__, phrases.MAILBOX_ITEM),
        (Channel.send, phrases.MAILBOX_ROOM),
        (ThreadMailbox.wait, phrases.MAILBOX_ITEM),
        (Context.wait, phrases.CONTEXT),
    )
}


def why_it_waits(thread: ScheduledThread) -> Phrase:
    """What `thread` waits for, or NO_PHRASE when it does not wait."""
    wait = thread.wait
    if isinstance(wait, SleepWait):
        return phrases.sleeps_until(wait.deadline)
    if isinstance(wait, JoinWait):
        return phrases.end_of([wait.thread.name]).until(wait.deadline)
    if isinstance(wait, LockWait):
        return _lock_reason(thread, wait.lock).until(wait.deadline)
    return NO_PHRASE


def _lock_reason(thread: ScheduledThread, lock: ScheduledLock) -> Phrase:
    reason = NO_PHRASE
    for frame in _library_frames(thread.block_frame):
        if frame.f_code is threading.Condition.wait.__code__:
            if frame.f_locals.get("waiter") is not lock:
                # It was notified, and takes the lock again.
                break
            reason = REASONS[frame.f_code]
        elif reason:
            reason = REASONS.get(frame.f_code, reason)
    return reason or _mutex_reason(thread, lock)


def _mutex_reason(thread: ScheduledThread, lock: ScheduledLock) -> Phrase:
    owner = lock.owner
    if owner is None:
        return phrases.LOCK
    if owner is thread:
        return phrases.OWN_LOCK
    return phrases.lock_held_by(owner.name, has_ended=owner.ended)


def _library_frames(frame: FrameType | None) -> Iterator[FrameType]:
    """The frames of a wait, innermost first, up to the code that uses the library."""
    while frame is not None and _is_library(frame):
        yield frame
        frame = frame.f_back


def _is_library(frame: FrameType) -> bool:
    module = str(frame.f_globals.get("__name__", ""))
    return module.partition(".")[0] in {"threading", "queue", "concurrent", "checker_lab"}
