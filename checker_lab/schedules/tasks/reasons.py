"""Says why a task waits, from the coroutines in which it waits."""

import asyncio
from collections.abc import Callable, Iterable, Iterator
from types import CodeType, FrameType
from typing import Any

from checker_lab.schedules import phrases
from checker_lab.schedules.phrases import NO_PHRASE, Phrase
from checker_lab.schedules.tasks.lock import OwnedLock
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["frames_of", "why_task_waits"]

# The reason for each coroutine function of a library that waits.
REASONS: dict[CodeType, Phrase] = {
    function.__code__: reason
    for function, reason in (
        (asyncio.Condition.wait, phrases.CONDITION),
        (asyncio.Event.wait, phrases.EVENT),
        (asyncio.Lock.acquire, phrases.LOCK),
        (asyncio.Semaphore.acquire, phrases.SEMAPHORE),
        (asyncio.Barrier.wait, phrases.BARRIER),
        (asyncio.Queue.get, phrases.QUEUE_ITEM),
        (asyncio.Queue.put, phrases.QUEUE_ROOM),
        (asyncio.Queue.join, phrases.QUEUE_DONE),
        (asyncio.TaskGroup.__aexit__, phrases.GROUP),
        (AsyncMailbox.wait, phrases.MAILBOX_ITEM),
    )
}

# The name of a task in the schedule.
NameOf = Callable[[object], str]


def why_task_waits(task: "asyncio.Task[Any]", name_of: NameOf) -> Phrase:
    """What the task waits for, or NO_PHRASE when it does not wait."""
    waiter = getattr(task, "_fut_waiter", None)
    if waiter is None or waiter.done():
        return NO_PHRASE
    reason = NO_PHRASE
    for frame in _library_frames(frames_of(task)):
        reason = _reason(frame, name_of) or reason
    return reason or _awaited(waiter, name_of)


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


def _reason(frame: FrameType, name_of: NameOf) -> Phrase:
    code, values = frame.f_code, frame.f_locals
    if code is asyncio.sleep.__code__ and "h" in values:
        return phrases.sleeps_until(values["h"].when())
    if code is asyncio.wait.__code__:
        return _ends(values["fs"], name_of)
    if code is asyncio.Lock.acquire.__code__ and isinstance(values["self"], OwnedLock):
        return phrases.lock_held_by(name_of(values["self"].owner))
    return REASONS.get(code, NO_PHRASE)


def _awaited(waiter: "asyncio.Future[Any]", name_of: NameOf) -> Phrase:
    children = getattr(waiter, "_children", None)
    if isinstance(waiter, asyncio.Task) or children:
        return _ends(children or [waiter], name_of)
    return phrases.FUTURE


def _ends(futures: Iterable[object], name_of: NameOf) -> Phrase:
    pending = [one for one in futures if isinstance(one, asyncio.Task) and not one.done()]
    return phrases.end_of([*map(name_of, pending)]) if pending else phrases.FUTURES


def _library_frames(frames: list[FrameType]) -> Iterator[FrameType]:
    """The frames of a wait, innermost first, up to the code that uses the library."""
    for frame in reversed(frames):
        module = str(frame.f_globals.get("__name__", ""))
        if module.partition(".")[0] not in {"asyncio", "checker_lab"}:
            return
        yield frame
