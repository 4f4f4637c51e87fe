"""Who is still there when a checker says that its checks have stopped."""

import sys
from collections.abc import Iterable
from typing import Any

from checker_lab.grading.child.bench import Bench
from checker_lab.grading.child.timeline import Check

__all__ = ["LastWords", "hold_the_turn", "names_of"]

POOL = "concurrent.futures.thread"


class LastWords:
    """Looks, at the moment when the stop message is printed, who has not ended.

    It is the owner of the passes that has to have ended, or to say it itself: the thread or task
    that starts the checks' own. Idle workers of a pool may end a little later, and checks that
    hang may not end at all. Who prints for somebody else may not know, so only stop() is judged.
    """

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.too_early: str = ""
        bench.printed.on_watched = self._look

    def _look(self) -> None:
        bench = self._bench
        if not bench.driver.is_graders(bench.driver.current()):
            return
        left = [one for one in self._owners() if _is_there(one)]
        if left and not self.too_early:
            self.too_early = names_of(left)

    def at_the_passes(self, left: Iterable[Any]) -> list[Any]:
        """Of those who are left, the ones that have checked or have started checks."""
        owners = self._owners()
        runners = {_runner(check) for check in tuple(self._bench.timeline.checks)}
        return [one for one in left if one in owners or (one in runners and not _is_pooled(one))]

    def _owners(self) -> set[Any]:
        """Those who have started what checks, or have themselves checked different items."""
        checks = tuple(self._bench.timeline.checks)
        runners: dict[Any, set[str]] = {}
        for check in checks:
            runners.setdefault(_runner(check), set()).add(check.item)
        starters = {self._bench.driver.starter_of(runner) for runner in runners} - {None}
        if starters or len(runners) != 1:
            return starters
        return set(runners)


def _runner(check: Check) -> Any:
    return check.thread if check.task is None else check.task


def _is_pooled(one: Any) -> bool:
    """Is it an idle worker of a ThreadPoolExecutor?"""
    return getattr(getattr(one, "_target", None), "__module__", "") == POOL


def _is_there(one: Any) -> bool:
    return bool(one.is_alive()) if hasattr(one, "is_alive") else not one.done()


def names_of(left: Iterable[Any]) -> str:
    """The names of threads and tasks, for people."""
    names = [_name(one) for one in left]
    more = [f"and {len(names) - 4} more"] if len(names) > 4 else []
    return ", ".join(names[:4] + more)


def _name(one: Any) -> str:
    if hasattr(one, "is_alive"):
        return f"the thread {one.name!r}"
    coroutine = getattr(one, "get_coro", lambda: None)()
    return f"the task of {getattr(coroutine, '__qualname__', one)}()"


def hold_the_turn(seconds: float) -> float:
    """Let no other thread come between while one works, for so long; what it was before."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(seconds)
    return before
