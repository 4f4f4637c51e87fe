"""The checker in tasks: an owner task that reads one mailbox, and a task for each check."""

import asyncio
from collections.abc import Callable, Iterable
from types import TracebackType
from typing import Self

from checker_lab.core.base import BaseChecker
from checker_lab.core.checks import Check
from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.context import Context
from checker_lab.core.engine import Engine
from checker_lab.core.errors import (
    AlreadyRunningError,
    CheckerError,
    OwnerWaitsForItselfError,
)
from checker_lab.core.events import Event
from checker_lab.core.health import AsyncCheckable
from checker_lab.core.lines import print_event
from checker_lab.core.mail import AddItem, CheckNow, Mail, Pace, RemoveItem, Start, Stop
from checker_lab.core.registry import Registry
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import check_id, check_wait, has_async_health
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.tasks.owner import TaskOwner

__all__ = ["AsyncChecker"]


class AsyncChecker(BaseChecker):
    """Checks items in the background, each check in a task.

    Args:
        items: what to check at first: each an `AsyncCheckable`, with an `id` and an
            `async def health()`.
        interval: seconds from the beginning of one pass to that of the next.
        timeout: seconds that one check may take; None for as long as it takes.
        max_concurrent: checks under way at the same time, at most.
        max_abandoned: tasks that swallowed their cancellation and are replaced, at most.
        clock: whose seconds all these are.
        on_event: called by the owner, one event at a time, with all that happens.
        language: of the lines that are printed, "ru" or "en".

    Raises:
        DuplicateItemError: two items have one id.
        ValueError, TypeError: an argument is not what it may be; the message says what may.
    """

    _mailbox: AsyncMailbox[Mail]
    _owner: TaskOwner | None = None

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
        language: str = "ru",
    ) -> None:
        engine = Engine(
            interval=interval,
            timeout=timeout,
            max_concurrent=max_concurrent,
            max_abandoned=max_abandoned,
            language=language,
        )
        mailbox: AsyncMailbox[Mail] = AsyncMailbox(clock)
        self._tasks: dict[Check, asyncio.Task[None]] = {}
        super().__init__(engine, mailbox, Registry(), clock, on_event)
        for item in items:
            self.add(item)

    def add(self, item: AsyncCheckable) -> None:
        """Check `item` too: from the next pass on, and at once when a run is between passes.

        Any thread may call it, at any time.

        Raises:
            DuplicateItemError: there is an item with that id.
            TypeError: it has no id, no health(), or a plain one, which is for `ThreadedChecker`.
            ValueError: its id is empty.
        """
        item_id = check_id(item)
        if not has_async_health(item):
            raise TypeError(f"the health() of {item_id!r} is not async: give it to ThreadedChecker")
        with self._lock:
            entry = self._registry.add(item_id, item)
            self._post(AddItem(entry))

    def remove(self, item_id: str) -> None:
        """Check the item with that id no more; a check of it that is under way still ends.

        Any thread may call it, at any time.

        Raises:
            UnknownItemError: there is none.
        """
        with self._lock:
            entry = self._registry.remove(item_id)
            self._post(RemoveItem(entry))

    def run(self, context: Context | None = None) -> None:
        """Begin a pass now and one each interval, in the background, and return at once.

        Args:
            context: when it is done, for whatever reason, the run ends as by `stop()`.

        Raises:
            AlreadyRunningError: it runs, or has not ended yet.
            RuntimeError: there is no running event loop.
        """
        _running_loop("run()")
        with self._lock:
            owner = self._owner_now()
            if owner is not None and (owner.is_run or owner.is_ending):
                raise AlreadyRunningError("the checks run already: stop() them first")
            self._post(Start())
            owner = self._owner
            assert owner is not None
            owner.is_run = True
            if context is not None:
                self._follow(context, owner)

    async def stop(
        self,
        *,
        grace: float = 0.0,
        timeout: float | None = None,  # noqa: ASYNC109 (as in threads: a report, not an exception)
    ) -> StopReport:
        """End the run: start no check, give those under way `grace` seconds, cancel the rest.

        Any task may call it, at any time, as often as it likes. It returns when the owner has
        ended and `Проверки остановлены` was printed, and never waits for a check
        that swallows its cancellation.

        Args:
            grace: seconds on the checker's clock.
            timeout: real seconds to wait for the owner, which a listener may hold up.

        Raises:
            ValueError, TypeError: `grace` or `timeout` is no finite number of seconds.
            RuntimeError: the checks run in another event loop.
        """
        check_wait(grace, "grace")
        if timeout is not None:
            check_wait(timeout)
        with self._lock:
            if self._owner_now() is None:
                self._settle()  # a Ctrl-C in run() may have left a run that is yet to begin
            owner = self._owner
            if owner is None:
                return StopReport(True, abandoned=self._engine.abandoned_ids)
            if owner.loop is not asyncio.get_running_loop():
                raise RuntimeError(
                    "the checks run in another event loop: await stop() there, or give run() a "
                    "context, whose cancel() any thread may call"
                )
            self._post_stop(owner, grace)
        if owner.task is asyncio.current_task():
            return self._unfinished()
        await asyncio.wait({owner.task}, timeout=timeout)
        return owner.report if owner.task.done() else self._unfinished()

    async def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, now, with or without a run; return a result for each, in order.

        Raises:
            OwnerWaitsForItselfError: it was called from `on_event`.
        """
        reply = _Reply(_running_loop("check()"))
        with self._lock:
            owner = self._owner_now()
            if owner is not None and owner.task is asyncio.current_task():
                raise OwnerWaitsForItselfError(
                    "check() from on_event would wait for itself: call it from another task"
                )
            self._post(CheckNow(reply))
        return await reply.future

    def snapshot(self) -> Snapshot:
        """What is known at this moment; it changes no more."""
        with self._lock:
            if self._owner_now() is None:
                self._settle()
            engine = self._engine
            abandoned = engine.abandoned_ids
            return Snapshot(
                running=self._owner is not None and self._owner.is_run,
                pass_number=engine.pass_number,
                missed_passes=engine.missed_passes,
                items=self._registry.views(engine.started, set(abandoned)),
                abandoned=abandoned,
                in_flight=len(engine.in_flight),
                waiting=engine.waiting,
                at=self._clock.now(),
                interval=self._pace.interval,
                timeout=self._pace.timeout,
                language=engine.language,
            )

    def __str__(self) -> str:
        with self._lock:
            return "\n".join(self._registry)

    def __repr__(self) -> str:
        # No snapshot(), which handles the mail: a debugger that shows this must change nothing.
        state = "running" if self._owner is not None and self._owner.is_run else "not running"
        items, number = len(self._registry), self._engine.pass_number
        return f"<AsyncChecker {state}, {items} items, pass {number}>"

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

    # The mailbox. These are called with the lock held.

    def _post(self, message: Mail) -> None:
        self._mailbox.send(message)
        if self._owner_now() is None:
            self._settle()

    def _post_stop(self, owner: TaskOwner, grace: float) -> None:
        with self._lock:
            if self._owner is owner:
                owner.is_ending = True
                self._mailbox.send(Stop(grace))

    def _follow(self, context: Context, owner: TaskOwner) -> None:
        try:
            owner.forget_context = context.on_done(lambda: self._post_stop(owner, 0.0))
        except BaseException:  # nobody would end it: the machine had no thread for its timer
            self._post_stop(owner, 0.0)
            raise

    def _settle(self) -> None:
        """Do what an owner would do with the mail while there is none, and hire one for more."""
        self._engine.handle(self._mailbox.drain(), self._clock.now())
        if self._engine.has_work:
            self._hire_owner()

    def _hire_owner(self) -> None:
        self._listeners.forgive()
        self._owner = TaskOwner(
            self._engine,
            self._mailbox,
            self._lock,
            self._clock,
            self._listeners,
            self._tasks,
            self._retire,
        )

    def _owner_now(self) -> TaskOwner | None:
        if self._owner is not None and not self._owner.is_alive:
            self._owner.bury()
        return self._owner

    def _retire(self, owner: TaskOwner) -> None:
        owner.forget_context()
        self._owner = None
        self._engine.end_run()
        self._settle()

    def _renew_mailbox(self) -> None:
        self._mailbox.renew_locks()
        for mail in self._mailbox.drain():
            if isinstance(mail, AddItem | RemoveItem | Pace):
                self._mailbox.send(mail)

    def _unfinished(self) -> StopReport:
        with self._lock:
            in_flight = (check.item_id for check in self._engine.in_flight)
            return StopReport(False, abandoned=(*self._engine.abandoned_ids, *in_flight))


class _Reply:
    """Where the results of a pass go: a future of the loop that waits for them."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.future: asyncio.Future[tuple[CheckResult, ...]] = loop.create_future()

    def send(self, item: tuple[CheckResult, ...], /) -> None:
        self._call(lambda: self.future.set_result(item))

    def close(self) -> None:
        error = CheckerError("the owner of the checks died: see its traceback")
        self._call(lambda: self.future.set_exception(error))

    def _call(self, settle: Callable[[], None]) -> None:
        def settle_once() -> None:
            if not self.future.done():
                settle()

        try:
            self.future.get_loop().call_soon_threadsafe(settle_once)
        except RuntimeError:
            pass  # that loop is closed: nobody waits


def _running_loop(what: str) -> asyncio.AbstractEventLoop:
    try:
        return asyncio.get_running_loop()
    except RuntimeError:
        raise RuntimeError(f"{what} needs a running event loop: call it in a coroutine") from None
