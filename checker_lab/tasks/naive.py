"""The race, on purpose: the checker as most people write it at first, in tasks.

Go's `items = append(items, item)` does three things: read the slice, build a longer one, store it.
Two calls may both read before either stores, and then one item is lost. Python's own `list.append`
is a single step that nothing interrupts, so this code spells out what Go does.
"""

import asyncio
from types import TracebackType
from typing import Self

from checker_lab.core.events import Stopped
from checker_lab.core.examine import examine_async
from checker_lab.core.health import AsyncCheckable
from checker_lab.core.lines import print_event
from checker_lab.core.naive import BaseNaiveChecker
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.tasks.mailbox import AsyncMailbox

__all__ = ["AsyncNaiveChecker"]


class AsyncNaiveChecker(BaseNaiveChecker[AsyncCheckable]):
    """A checker in tasks that loses items.

    Bug: `add()` awaits between reading the list and storing a new one, and another task's `add()`
    may run in between. Without that `await` it could not: tasks switch only where they await.
    """

    _task: "asyncio.Task[None] | None" = None

    async def add(self, item: AsyncCheckable) -> None:
        """Add an item. Bug: not safe if two tasks call it concurrently."""
        items = self.items
        await asyncio.sleep(0)  # stands for a question to a database or a service
        self.items = items + [item]  # noqa: RUF005 (the steps of Go's append, spelled out)

    async def remove(self, item_id: str) -> None:
        """Remove an item. Bug: as in `add()`."""
        items = self.items
        await asyncio.sleep(0)
        self.items = [item for item in items if item.id != item_id]

    async def stop(self) -> StopReport:
        """End the run after the pass in progress."""
        self._context.cancel()
        if self._task is not None:
            await asyncio.wait({self._task})
        return StopReport(ended=True)

    async def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, each in a task of its own, and wait for all of them."""
        self._pass_number += 1

        async def check_one(item: AsyncCheckable) -> CheckResult:
            started_at = self._clock.now()
            return self._result(item, await examine_async(item), started_at)

        return self._publish(await asyncio.gather(*map(check_one, self.items)))

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

    @property
    def _is_running(self) -> bool:
        return self._task is not None and not self._task.done()

    def _start(self) -> None:
        self._task = asyncio.create_task(self._run(), name="naive checker")

    async def _run(self) -> None:
        # Context.wait() would block the event loop, so the context sends mail to this task instead.
        mailbox: AsyncMailbox[str] = AsyncMailbox(self._clock)
        forget = self._context.on_done(lambda: mailbox.send("stop"))
        while not self._context.done:
            await self.check()
            await mailbox.wait(self._clock.now() + self.interval)
        forget()
        print_event(Stopped(StopReport(ended=True), self._language))
