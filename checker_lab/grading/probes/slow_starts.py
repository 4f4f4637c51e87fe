"""Lets a pass take time in virtual time: the thread that starts a check waits a little afterwards.

Real machines may put a thread aside anywhere. This is where it matters most for stop(): the first
checks of a pass are in flight, and the others have not started.
"""

import queue
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import wraps
from typing import Any

from checker_lab.grading.child.clock import pause
from checker_lab.grading.child.code_runner import CodeRunner
from checker_lab.grading.child.timeline import CheckTimeline, ObservedCheck

__all__ = ["CountingTimeline", "slow_starts"]

# What starts a check in threads: a thread, a job for a pool, a message to a worker.
STARTS: tuple[tuple[Any, str], ...] = (
    (threading.Thread, "start"),
    (ThreadPoolExecutor, "submit"),
    (queue.Queue, "put"),
)


@contextmanager
def slow_starts(runner: CodeRunner, seconds: float) -> Iterator[None]:
    """Make each thread of the learner's code wait after each start of a thread or a job."""
    before = [(owner, name, getattr(owner, name)) for owner, name in STARTS]
    for owner, name, start in before:
        setattr(owner, name, _slow(start, runner, seconds))
    try:
        yield
    finally:
        for owner, name, start in before:
            setattr(owner, name, start)


def _slow(start: Callable[..., Any], runner: CodeRunner, seconds: float) -> Callable[..., Any]:
    @wraps(start)
    def call(*args: Any, **kwargs: Any) -> Any:
        value = start(*args, **kwargs)
        if not runner.is_graders(runner.current()):
            pause(seconds)
        return value

    return call


class CountingTimeline(CheckTimeline):
    """Calls a function as soon as so many checks have started, in the thread of the last one."""

    def __init__(self) -> None:
        super().__init__()
        self._number = 0
        self._function: Callable[[], object] = lambda: None

    def call_after(self, number: int, function: Callable[[], object]) -> None:
        """Call `function` when `number` checks have started, counted from the first one."""
        self._number, self._function = number, function

    def start(self, item: str, number: int, task: object = None) -> ObservedCheck:
        check = super().start(item, number, task)
        if len(self.checks) == self._number:
            self._function()
        return check
