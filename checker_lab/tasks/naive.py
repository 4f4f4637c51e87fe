"""The race, on purpose: the checker as one writes it at first, in tasks.

Go's `items = append(items, item)` is three acts: read the slice, build a longer one, store it. Two
that add at the same time may both read before either stores, and then one item is lost. Python's
own `list.append` is one step that nothing can come between, so this is written as Go means it.
"""

import asyncio
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.context import Context
from checker_lab.core.errors import AlreadyRunningError
from checker_lab.core.events import Stopped
from checker_lab.core.examine import examine_async
from checker_lab.core.health import AsyncCheckable
from checker_lab.core.lines import print_event
from checker_lab.core.naive import publish, result_of, snapshot_of
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import check_seconds
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["AsyncNaiveChecker"]


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
            return result_of(item.id, finding, self._pass_number, began, self._clock.now())

        results = await asyncio.gather(*map(check_one, self.items))
        return publish(self._results, results)

    def snapshot(self) -> Snapshot:
        """What is known at this moment."""
        running = self._task is not None and not self._task.done()
        return snapshot_of(running, self._pass_number, self.items, self._results)

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
