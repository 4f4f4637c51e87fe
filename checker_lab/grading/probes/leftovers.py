"""Which threads and tasks of a checker do its passes, and which of them are still there."""

import asyncio
import sys
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.sentences import Sentence, join, say
from checker_lab.schedules.virtual import current_world
from checker_lab.schedules.world import Wait

__all__ = [
    "can_move",
    "drivers",
    "hold_the_turn",
    "is_there",
    "lane_of",
    "loops_of_items",
    "name_all",
    "runs_passes",
    "wait_of",
    "waits_for_a_tick",
]

Checks = Sequence[ObservedCheck]

POOL = "concurrent.futures.thread"
# A thread that has made so many checks, all those of one item, has a loop for this item.
A_LOOP = 3


def drivers(trial: Trial) -> set[Any]:
    """Return the threads and tasks that decide when the checks of all items start.

    These are the ones that start the threads or tasks of several checks, or that make all checks
    themselves. One whose only item has a check in flight is none: it may wait for that.
    """
    checks = tuple(trial.timeline.checks)
    started = _by(checks, lambda check: trial.runner.starter_of(_runner(check)))
    started.pop(None, None)
    makers = {_runner(check) for check in checks}
    if not started and len(makers) == 1:
        return makers
    found = {one: its for one, its in started.items() if len(its) > 1}
    return {one for one, its in found.items() if not _may_wait(its)}


def loops_of_items(trial: Trial) -> set[Any]:
    """Return the threads and tasks that have a loop for one item, and wait for its next tick.

    Workers that take checks from a queue are none.
    """
    checks = tuple(trial.timeline.checks)
    makers = {
        item: {_runner(check) for check in its}
        for item, its in _by(checks, lambda check: check.item).items()
    }
    return {
        one
        for one, its in _by(checks, _runner).items()
        if len(its) >= A_LOOP
        and len(_items(its)) == 1
        and makers[its[0].item] == {one}
        and not _may_wait(its)
        and _is_more_than_a_worker(one)
    }


def runs_passes(trial: Trial, left: Iterable[Any]) -> list[Any]:
    """Return those of `left` that have checked, or have started checks."""
    found = drivers(trial)
    runners = {_runner(check) for check in tuple(trial.timeline.checks)}
    return [one for one in left if one in found or (one in runners and not _is_pooled(one))]


def wait_of(one: Any) -> object:
    """Return what a thread or task waits for, None if it does not wait.

    It is another object each time it waits. In real time that is unknown of a thread.
    """
    if not hasattr(one, "is_alive"):
        return getattr(one, "_fut_waiter", None)
    return next(iter(_waits_of(one)), None)


def waits_for_a_tick(wait: object) -> bool:
    """May this be a wait for a moment, and not only one for the end of others?"""
    if isinstance(wait, asyncio.Future):
        return type(wait) is asyncio.Future
    return getattr(wait, "deadline", None) is not None


def can_move(one: Any) -> bool:
    """Will this thread or task, which does not run now, go on before any time passes?

    In real time that is unknown of a thread: then it is False.
    """
    wait = wait_of(one)
    if isinstance(wait, asyncio.Future):
        return wait.done()
    world = current_world()
    if not hasattr(one, "is_alive") or world is None:
        return not hasattr(one, "is_alive")
    # Whatever ready() looks at is not looked at by the thread that asks here.
    world.looks_on = True
    try:
        return wait is None or bool(wait.ready())  # type: ignore[attr-defined]
    finally:
        world.looks_on = False


def is_there(one: Any) -> bool:
    """Has this thread or task not ended?"""
    return bool(one.is_alive()) if hasattr(one, "is_alive") else not one.done()


def name_all(left: Iterable[Any]) -> Sentence:
    """Return the names of threads and tasks, each once, as a part of a sentence."""
    names = list({str(name): name for name in map(_name, left)}.values())
    more = [say("and {count} more", count=len(names) - 4)] if len(names) > 4 else []
    return join(names[:4] + more, ", ")


def hold_the_turn(seconds: float) -> float:
    """Let no other Python thread run before this one waits; return the former switch interval."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    return before


def _runner(check: ObservedCheck) -> Any:
    return check.thread if check.task is None else check.task


def _is_pooled(one: Any) -> bool:
    """Is it a worker of a ThreadPoolExecutor?"""
    return getattr(getattr(one, "_target", None), "__module__", "") == POOL


def lane_of(one: Any) -> str:
    """Return the name of a thread, or of the function that a task runs."""
    if hasattr(one, "is_alive"):
        return str(one.name)
    return f"{_function_of(one)}()"


def _name(one: Any) -> Sentence:
    if hasattr(one, "is_alive"):
        return say("the thread {name!r}", name=one.name)
    return say("the task of {name}()", name=_function_of(one))


def _function_of(task: Any) -> str:
    coroutine = getattr(task, "get_coro", lambda: None)()
    return str(getattr(coroutine, "__qualname__", task))


def _is_more_than_a_worker(one: Any) -> bool:
    """May it wait for a tick, and not for a check as a worker of a pool or crew does?"""
    if not hasattr(one, "is_alive"):
        return not one.cancelling()
    return not _is_pooled(one) and waits_for_a_tick(wait_of(one))


def _waits_of(thread: Any) -> list[Wait | None]:
    """Return what this thread waits for in virtual time; nothing in real time."""
    world = current_world()
    return [] if world is None else [one.wait for one in world.movers if one.handle is thread]


def _by(checks: Checks, key: Callable[[ObservedCheck], Any]) -> dict[Any, list[ObservedCheck]]:
    groups: dict[Any, list[ObservedCheck]] = {}
    for check in checks:
        groups.setdefault(key(check), []).append(check)
    return groups


def _items(checks: Checks) -> set[str]:
    return {check.item for check in checks}


def _may_wait(checks: Checks) -> bool:
    """Are these checks of one item, and is one of them in flight?"""
    return len(_items(checks)) == 1 and any(check.ended_at is None for check in checks)
