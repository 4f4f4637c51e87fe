"""The checker in tasks: an owner task that reads one mailbox, and a task for each check."""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from checker_lab.core.base import BaseChecker
from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.engine import Engine
from checker_lab.core.errors import OwnerWaitsForItselfError
from checker_lab.core.events import Event
from checker_lab.core.health import AsyncCheckable
from checker_lab.core.lines import print_event
from checker_lab.core.mail import CheckNow, Mail
from checker_lab.core.registry import Registry
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.core.validate import check_wait
from checker_lab.tasks.crew import TaskCrew
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.tasks.owner import TaskOwner
from checker_lab.tasks.reply import FutureReply, running_loop

__all__ = ["AsyncChecker"]


class AsyncChecker(BaseChecker[AsyncCheckable, TaskOwner]):
    """Checks items in the background, each check in a task.

    Args:
        items: the first items: each an `AsyncCheckable`, with an `id` and an `async def health()`.
        interval: seconds from the start of one pass to the start of the next.
        timeout: seconds that one check may take, or None for no limit.
        max_concurrent: maximum number of checks in flight.
        max_abandoned: maximum number of abandoned checks whose tasks are replaced.
        clock: measures the seconds.
        on_event: the owner calls it with every event, one at a time, so a slow one delays the next
            pass: wrap it in `AsyncBufferedListener`.
        language: language of the printed lines, "ru" or "en"; None for that of `set_language()`,
            and Russian without one.

    Raises:
        DuplicateItemError: two items have the same id.
        ValueError, TypeError: an argument is invalid; the message says what is allowed.
    """

    is_async = True

    def __init__(
        self,
        items: Iterable[AsyncCheckable] = (),
        *,
        interval: float = 5.0,
        timeout: float | None = None,
        max_concurrent: int = 1000,
        max_abandoned: int = 32,
        clock: Clock = SYSTEM_CLOCK,
        on_event: Callable[[Event], object] = print_event,
        language: str | None = None,
    ) -> None:
        engine = Engine(
            interval=interval,
            timeout=timeout,
            max_concurrent=max_concurrent,
            max_abandoned=max_abandoned,
            language=language,
        )
        mailbox: AsyncMailbox[Mail] = AsyncMailbox(clock)
        self._crew = TaskCrew(mailbox, clock)
        super().__init__(engine, mailbox, Registry(), clock, on_event, items)

    async def stop(self, *, grace: float = 0.0, timeout: float | None = None) -> StopReport:
        """End the run: start no checks, give those in flight `grace` seconds, cancel the rest.

        Idempotent; await it in the event loop of the checks. It returns when the owner has ended
        and has printed `Проверки остановлены`, and never waits for a check that swallows its
        cancellation.

        Args:
            grace: seconds on the checker's clock. Right after `run()` they are also for the first
                pass, as far as workers are free.
            timeout: real seconds to wait for the owner, which a slow listener may delay.

        Raises:
            ValueError, TypeError: `grace` or `timeout` is not a finite number of seconds.
            RuntimeError: the checks run in another event loop.
        """
        check_wait(grace, "grace")
        if timeout is not None:
            check_wait(timeout)
        with self._lock:
            owner = self._settle()
            if owner is None:
                return self._state.engine.report(cancels=True)
            if owner.loop is not asyncio.get_running_loop():
                raise RuntimeError(
                    "the checks run in another event loop: await stop() there, or pass run() a "
                    "context, whose cancel() is thread-safe"
                )
            self._post_stop(owner, grace)
        if owner.is_current:
            return self._unfinished()
        return owner.report if await owner.wait(timeout) else self._unfinished()

    async def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, now, with or without a run; return their results, in order.

        Raises:
            OwnerWaitsForItselfError: a listener called it.
            CheckerError: the owner died.
            RuntimeError: no event loop is running.
        """
        reply = FutureReply(running_loop("check()"))
        with self._lock:
            owner = self._owner_now()
            if owner is not None and owner.is_current:
                raise OwnerWaitsForItselfError(
                    "check() from on_event would wait for itself: call it from another task"
                )
            self._post(CheckNow(reply))
        return await reply.future

    async def __aenter__(self) -> Self:
        self.run()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.stop()

    def _new_owner(self) -> TaskOwner:
        return TaskOwner(self._shared, self._crew, running_loop("run()"))
