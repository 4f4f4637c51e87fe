"""Adapters: how a click reaches a checker of threads, and one of tasks.

A click must hold up neither the view nor the kernel, so each method returns immediately, with a
future of the result.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Protocol

from checker_lab.tasks.checker import AsyncChecker
from checker_lab.threads.checker import ThreadedChecker

__all__ = [
    "Checker",
    "CheckerAdapter",
    "TaskAdapter",
    "ThreadAdapter",
    "adapter_for",
    "require_checker",
]

Checker = ThreadedChecker | AsyncChecker


class CheckerAdapter(Protocol):
    """What the buttons do."""

    def run(self) -> Future[object]: ...

    def stop(self) -> Future[object]: ...

    def check(self) -> Future[object]: ...


class ThreadAdapter:
    """For `ThreadedChecker`, whose methods any thread may call."""

    def __init__(self, checker: ThreadedChecker) -> None:
        self._checker = checker

    def run(self) -> Future[object]:
        return _settle(Future(), self._checker.run)

    def stop(self) -> Future[object]:
        # Request the stop without waiting for it: an event reports when the run has ended.
        return _settle(Future(), lambda: self._checker.stop(timeout=0))

    def check(self) -> Future[object]:
        future: Future[object] = Future()
        thread = threading.Thread(
            target=_settle,
            args=(future, self._checker.check),
            name="checker_lab check",
            daemon=True,
        )
        thread.start()
        return future


class TaskAdapter:
    """For `AsyncChecker`, which can run, stop and check only in its event loop."""

    def __init__(self, checker: AsyncChecker, loop: asyncio.AbstractEventLoop) -> None:
        self._checker = checker
        self._loop = loop

    def run(self) -> Future[object]:
        return self._in_loop(self._run())

    def stop(self) -> Future[object]:
        return self._in_loop(self._checker.stop())

    def check(self) -> Future[object]:
        return self._in_loop(self._checker.check())

    async def _run(self) -> None:
        self._checker.run()

    def _in_loop(self, work: Coroutine[object, object, object]) -> Future[object]:
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError as error:  # the loop is closed, and the checks ended with it
            work.close()
            failed: Future[object] = Future()
            failed.set_exception(error)
            return failed


def require_checker(checker: object) -> Checker:
    """Return `checker` if a view can show it.

    Raises:
        TypeError: it is neither a `ThreadedChecker` nor an `AsyncChecker`.
    """
    if not isinstance(checker, Checker):
        raise TypeError(f"checker must be a ThreadedChecker or an AsyncChecker, not {checker!r}")
    return checker


def adapter_for(checker: object) -> CheckerAdapter:
    """The adapter for this checker.

    Raises:
        TypeError: it is neither a `ThreadedChecker` nor an `AsyncChecker`.
        RuntimeError: no event loop is running, and an AsyncChecker needs one.
    """
    checker = require_checker(checker)
    if isinstance(checker, ThreadedChecker):
        return ThreadAdapter(checker)
    try:
        return TaskAdapter(checker, asyncio.get_running_loop())
    except RuntimeError:
        raise RuntimeError(
            "no running event loop: create the dashboard of an AsyncChecker in a notebook cell "
            "or in a coroutine"
        ) from None


def _settle(future: Future[object], call: Callable[[], object]) -> Future[object]:
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
    return future
