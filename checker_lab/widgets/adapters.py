"""The hands of a view: how a click reaches a checker of threads, and one of tasks.

What a click starts must hold up neither the view nor the kernel: each method returns at once, with
a future of what will come of it.
"""

import asyncio
import threading
from collections.abc import Callable, Coroutine
from concurrent.futures import Future
from typing import Any, Protocol

from checker_lab.tasks.checker import AsyncChecker
from checker_lab.threads.checker import ThreadedChecker

__all__ = ["Hands", "TaskHands", "ThreadHands"]


class Hands(Protocol):
    """What the buttons do."""

    def run(self) -> Future[object]: ...

    def stop(self) -> Future[object]: ...

    def check(self) -> Future[object]: ...


class ThreadHands:
    """For `ThreadedChecker`, whose methods may be called from any thread."""

    def __init__(self, checker: ThreadedChecker) -> None:
        self._checker = checker

    def run(self) -> Future[object]:
        return _settle(Future(), self._checker.run)

    def stop(self) -> Future[object]:
        # It is asked for, and not waited for: the event tells when the run has ended.
        return _settle(Future(), lambda: self._checker.stop(timeout=0))

    def check(self) -> Future[object]:
        future: Future[object] = Future()
        work = threading.Thread(
            target=_settle,
            args=(future, self._checker.check),
            name="checker_lab check",
            daemon=True,
        )
        work.start()
        return future


class TaskHands:
    """For `AsyncChecker`, which runs, stops and checks in its event loop only."""

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

    def _in_loop(self, work: Coroutine[Any, Any, object]) -> Future[object]:
        try:
            return asyncio.run_coroutine_threadsafe(work, self._loop)
        except RuntimeError as error:  # the loop is closed, and the checks are over with it
            work.close()
            failed: Future[object] = Future()
            failed.set_exception(error)
            return failed


def _settle(future: Future[object], call: Callable[[], object]) -> Future[object]:
    try:
        future.set_result(call())
    except BaseException as error:
        future.set_exception(error)
    return future
