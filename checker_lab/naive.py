"""The race, on purpose: the checker as one writes it at first, in threads and in tasks.

Go's `items = append(items, item)` is three acts: read the slice, build a longer one, store it. Two
that add at the same time may both read before either stores, and then one item is lost. Python's
own `list.append` is one step that nothing can come between, so this is written as Go means it.
"""

import asyncio
import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from checker_lab.async_mailbox import AsyncMailbox
from checker_lab.clock import SYSTEM_CLOCK, Clock
from checker_lab.context import Context
from checker_lab.errors import AlreadyRunningError
from checker_lab.findings import Finding, examine, examine_async
from checker_lab.messages import print_event
from checker_lab.model import (
    AsyncCheckable,
    Checkable,
    CheckEnded,
    CheckResult,
    ItemSnapshot,
    Snapshot,
    Stopped,
    StopReport,
)
from checker_lab.validate import check_seconds

__all__ = ["AsyncNaiveChecker", "NaiveChecker"]


class NaiveChecker:
    """A checker in threads that loses items.

    Bug: `add()` reads the list, builds a new one and stores it, and another `add()` may come
    between. `ThreadedChecker` sends the item through a channel instead.
    """

    def __init__(
        self,
        items: Iterable[Checkable] = (),
        *,
        interval: float = 5.0,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self.items = list(items)
        self.interval = check_seconds("interval", interval)
        self._clock = clock
        self._context = Context.background(clock=clock)
        self._thread: threading.Thread | None = None
        self._results: dict[str, CheckResult] = {}
        self._pass_number = 0

    def add(self, item: Checkable) -> None:
        """Add an item. Bug: not safe when two threads do it at the same time."""
        items = self.items
        self.items = items + [item]  # noqa: RUF005 (the steps of Go's append, spelled out)

    def remove(self, item_id: str) -> None:
        """Remove an item. Bug: as in `add()`."""
        items = self.items
        self.items = [item for item in items if item.id != item_id]

    def run(self, context: Context | None = None) -> None:
        """Check all items in the background, each interval, until `stop()` or the context ends it.

        Raises:
            AlreadyRunningError: it runs.
        """
        if self._thread is not None and self._thread.is_alive():
            raise AlreadyRunningError("the checks run already: stop() them first")
        self._context = (context or Context.background(clock=self._clock)).with_cancel()
        self._thread = threading.Thread(target=self._run, name="naive checker", daemon=True)
        self._thread.start()

    def stop(self) -> StopReport:
        """End the run, after the pass that is under way."""
        self._context.cancel()
        if self._thread is not None:
            self._thread.join()
        return StopReport(ended=True)

    def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, each in a thread of its own, and wait for them all."""
        self._pass_number += 1
        results: dict[int, CheckResult] = {}

        def check_one(place: int, item: Checkable) -> None:
            began = self._clock.now()
            finding = examine(item)
            results[place] = _result(item.id, finding, self._pass_number, began, self._clock.now())

        threads = [
            threading.Thread(target=check_one, args=pair, daemon=True)
            for pair in enumerate(self.items)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return _tell(self._results, [results[place] for place in range(len(threads))])

    def snapshot(self) -> Snapshot:
        """What is known at this moment."""
        running = self._thread is not None and self._thread.is_alive()
        return _snapshot(running, self._pass_number, self.items, self._results)

    def __str__(self) -> str:
        return "\n".join(item.id for item in self.items)

    def __enter__(self) -> Self:
        self.run()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.stop()

    def _run(self) -> None:
        while not self._context.done:
            self.check()
            self._context.wait(self.interval)
        print_event(Stopped(StopReport(ended=True)))


class AsyncNaiveChecker:
    """A checker in tasks that loses items.

    Bug: `add()` awaits between reading the list and storing a new one, and another `add()` may run
    meanwhile. Without that `await` nothing could come between: tasks switch nowhere else.
    """

    def __init__(
        self,
        items: Iterable[AsyncCheckable] = (),
        *,
        interval: float = 5.0,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        self.items = list(items)
        self.interval = check_seconds("interval", interval)
        self._clock = clock
        self._context = Context.background(clock=clock)
        self._task: asyncio.Task[None] | None = None
        self._results: dict[str, CheckResult] = {}
        self._pass_number = 0

    async def add(self, item: AsyncCheckable) -> None:
        """Add an item. Bug: not safe when two tasks do it at the same time."""
        items = self.items
        await asyncio.sleep(0)  # here a real one asks a database, or a service
        self.items = items + [item]  # noqa: RUF005 (the steps of Go's append, spelled out)

    async def remove(self, item_id: str) -> None:
        """Remove an item. Bug: as in `add()`."""
        items = self.items
        await asyncio.sleep(0)
        self.items = [item for item in items if item.id != item_id]

    def run(self, context: Context | None = None) -> None:
        """Check all items in the background, each interval, until `stop()` or the context ends it.

        Raises:
            AlreadyRunningError: it runs.
        """
        if self._task is not None and not self._task.done():
            raise AlreadyRunningError("the checks run already: await stop() first")
        self._context = (context or Context.background(clock=self._clock)).with_cancel()
        self._task = asyncio.create_task(self._run(), name="naive checker")

    async def stop(self) -> StopReport:
        """End the run, after the pass that is under way."""
        self._context.cancel()
        if self._task is not None:
            await asyncio.wait({self._task})
        return StopReport(ended=True)

    async def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, each in a task of its own, and wait for them all."""
        self._pass_number += 1

        async def check_one(item: AsyncCheckable) -> CheckResult:
            began = self._clock.now()
            finding = await examine_async(item)
            return _result(item.id, finding, self._pass_number, began, self._clock.now())

        results = await asyncio.gather(*map(check_one, self.items))
        return _tell(self._results, results)

    def snapshot(self) -> Snapshot:
        """What is known at this moment."""
        running = self._task is not None and not self._task.done()
        return _snapshot(running, self._pass_number, self.items, self._results)

    def __str__(self) -> str:
        return "\n".join(item.id for item in self.items)

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

    async def _run(self) -> None:
        mailbox: AsyncMailbox[str] = AsyncMailbox(self._clock)
        forget = self._context.on_done(lambda: mailbox.send("stop"))
        while not self._context.done:
            await self.check()
            await mailbox.wait(self._clock.now() + self.interval)
        forget()
        print_event(Stopped(StopReport(ended=True)))


def _result(
    item_id: str, finding: Finding, pass_number: int, began: float, ended: float
) -> CheckResult:
    outcome, error, output, _ = finding
    return CheckResult(item_id, outcome, pass_number, began, ended - began, error, output)


def _tell(known: dict[str, CheckResult], results: list[CheckResult]) -> tuple[CheckResult, ...]:
    for result in results:
        known[result.item_id] = result
        print_event(CheckEnded(result))
    return tuple(results)


def _snapshot(
    running: bool,
    pass_number: int,
    items: Iterable[Checkable | AsyncCheckable],
    known: dict[str, CheckResult],
) -> Snapshot:
    views = {item.id: ItemSnapshot(last=known.get(item.id)) for item in items}
    return Snapshot(running, pass_number, 0, views)
