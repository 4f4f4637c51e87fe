"""Which threads and tasks are still there when a checker says that its checks have stopped."""

import sys
from collections.abc import Iterable
from typing import Any

from checker_lab.grading.child.timeline import ObservedCheck
from checker_lab.grading.child.trial import Trial

__all__ = ["StopMessageWatch", "hold_the_turn", "name_all"]

POOL = "concurrent.futures.thread"


class StopMessageWatch:
    """Looks, in the moment in which the stop message is printed, who has not ended.

    The owner of the passes, which is the thread or task that starts those of the checks, must have
    ended by then or print the message itself. Idle workers of a pool may end a little later, and
    hung checks not at all. Only a message from the thread or task of stop() is judged: any other
    may well be the owner's.
    """

    def __init__(self, trial: Trial) -> None:
        self._trial = trial
        self.too_early: str = ""
        trial.output.on_watched = self._look

    def _look(self) -> None:
        runner = self._trial.runner
        if not runner.is_graders(runner.current()):
            return
        left = [one for one in self._owners() if _is_there(one)]
        if left and not self.too_early:
            self.too_early = name_all(left)

    def at_the_passes(self, left: Iterable[Any]) -> list[Any]:
        """Return those of `left` that have checked, or have started checks."""
        owners = self._owners()
        runners = {_runner(check) for check in tuple(self._trial.timeline.checks)}
        return [one for one in left if one in owners or (one in runners and not _is_pooled(one))]

    def _owners(self) -> set[Any]:
        """Return who started the threads or tasks of checks, or checked different items itself."""
        items: dict[Any, set[str]] = {}
        for check in tuple(self._trial.timeline.checks):
            items.setdefault(_runner(check), set()).add(check.item)
        starters = {self._trial.runner.starter_of(runner) for runner in items} - {None}
        if starters or len(items) != 1:
            return starters
        return set(items)


def _runner(check: ObservedCheck) -> Any:
    return check.thread if check.task is None else check.task


def _is_pooled(one: Any) -> bool:
    """Is it a worker of a ThreadPoolExecutor?"""
    return getattr(getattr(one, "_target", None), "__module__", "") == POOL


def _is_there(one: Any) -> bool:
    return bool(one.is_alive()) if hasattr(one, "is_alive") else not one.done()


def name_all(left: Iterable[Any]) -> str:
    """Return the names of threads and tasks as text."""
    names = [_name(one) for one in left]
    more = [f"and {len(names) - 4} more"] if len(names) > 4 else []
    return ", ".join(names[:4] + more)


def _name(one: Any) -> str:
    if hasattr(one, "is_alive"):
        return f"the thread {one.name!r}"
    coroutine = getattr(one, "get_coro", lambda: None)()
    return f"the task of {getattr(coroutine, '__qualname__', one)}()"


def hold_the_turn(seconds: float) -> float:
    """Let no other Python thread run before this one waits; return the former switch interval."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    return before
