"""One way to drive all shells, so that one test holds for each."""

import asyncio
import threading
from collections.abc import Callable, Coroutine, Iterable
from typing import Any, TypeVar

from checker_lab import AsyncChecker, CheckResult, Context, StopReport, ThreadedChecker
from checker_lab.testing import AsyncScripted, EventLog, ManualClock, Scripted, Step, wait_until

T = TypeVar("T")
# All have the same methods, but those of tasks are awaited: no static type spans them.
Checker = Any
Item = Any
BOUND = 20.0


def eventually(get: Callable[[], T], wanted: T) -> None:
    """Wait until `get()` is `wanted`, and show both if it does not come to that."""
    try:
        wait_until(lambda: get() == wanted)
    except TimeoutError:
        seen = get()
        assert seen == wanted, f"{seen!r}, not {wanted!r}"


class Shell:
    """A checker of one kind, its clock, and the calls that differ between the kinds."""

    name: str
    cancels: bool
    checker_type: Any
    item_type: Any

    def __init__(self) -> None:
        self.clock = ManualClock()
        self.made: list[Checker] = []
        self.items: list[Item] = []

    def make(
        self, items: Iterable[Item] = (), *, in_one_shard: bool = False, **options: Any
    ) -> Checker:
        """A checker that is stopped at the end of the test.

        `in_one_shard`: the test depends on the order or on a limit of all checks, which a checker
        with shards keeps in each of them. It says nothing to the others.
        """
        return self.keep(self.checker_type(items, **{"clock": self.clock, **options}))

    def keep(self, checker: Checker) -> Checker:
        """Stop `checker` at the end of the test."""
        self.made.append(checker)
        return checker

    def item(self, item_id: str, *steps: Step) -> Item:
        item = self.item_type(item_id, *steps)
        self.items.append(item)
        return item

    def release(self, item: Item) -> None:
        raise NotImplementedError

    def run(self, checker: Checker, context: Context | None = None) -> None:
        raise NotImplementedError

    def stop(self, checker: Checker, **options: Any) -> StopReport:
        raise NotImplementedError

    def check(self, checker: Checker) -> tuple[CheckResult, ...]:
        raise NotImplementedError

    def stop_from_listener(
        self, checker: Checker, report_to: Callable[[StopReport], None]
    ) -> Callable[[Any], None]:
        raise NotImplementedError

    def at_work(self) -> int:
        """Threads or tasks of checkers that are there now."""
        raise NotImplementedError

    def checking(self, checker: Checker) -> int:
        """Threads or tasks that are there to run the checks of `checker`."""
        raise NotImplementedError

    def same(self, error: BaseException | None, raised: BaseException) -> bool:
        """Is `error` what a check has raised?"""
        return error is raised

    def close(self) -> None:
        for checker in self.made:
            self.stop(checker)
        for item in self.items:
            self.release(item)
        self.wait_nothing_left()

    # What tests wait for

    def wait_nothing_left(self) -> None:
        eventually(self.at_work, 0)

    def wait_started(self, item: Item, times: int = 1) -> None:
        wait_until(lambda: item.started == times)

    def wait_ended(self, item: Item, times: int = 1) -> None:
        wait_until(lambda: item.ended == times)

    def wait_results(self, log: EventLog, count: int) -> None:
        wait_until(lambda: len(log.results) == count)

    def wait_abandoned(self, checker: Checker, item_id: str) -> None:
        wait_until(lambda: item_id in checker.snapshot().abandoned)

    def wait_in_flight(self, checker: Checker, checks: int) -> None:
        """Wait until the checker knows that this many checks have started and not ended."""
        wait_until(lambda: checker.snapshot().in_flight == checks)

    def wait_settled(self) -> None:
        """Wait until no owner elsewhere is in the middle of a turn, before time goes on.

        It reckons how long it is to wait from what time it is then.
        """

    def wait_due(self, moment: float) -> None:
        """Wait until the owner sleeps, and is to wake at `moment` and not sooner."""
        self.wait_settled()
        eventually(lambda: list(self.clock.alarms), [moment])

    def wait_idle(self, checker: Checker, number: int) -> None:
        """Wait until pass `number` has started and no check is in flight."""

        def idle() -> bool:
            seen = checker.snapshot()
            return seen.pass_number >= number and not (seen.in_flight or seen.waiting)

        wait_until(idle)

    def tick(self, checker: Checker, seconds: float) -> None:
        """Let time pass, and wait until the owner has started the pass that became due."""
        before = checker.snapshot().pass_number
        self.clock.advance(seconds)
        wait_until(lambda: checker.snapshot().pass_number > before)


class BlockingShell(Shell):
    """A checker whose methods are plain ones, which any thread may call."""

    def run(self, checker: Checker, context: Context | None = None) -> None:
        checker.run(context)

    def stop(self, checker: Checker, **options: Any) -> StopReport:
        report: StopReport = checker.stop(**options)
        return report

    def check(self, checker: Checker) -> tuple[CheckResult, ...]:
        results: tuple[CheckResult, ...] = checker.check()
        return results

    def stop_from_listener(
        self, checker: Checker, report_to: Callable[[StopReport], None]
    ) -> Callable[[Any], None]:
        return lambda event: report_to(self.stop(checker))


class ThreadShell(BlockingShell):
    name = "threads"
    cancels = False
    checker_type = ThreadedChecker
    item_type = Scripted

    def release(self, item: Item) -> None:
        item.release()

    def at_work(self) -> int:
        return sum(thread.name.startswith("checker_lab") for thread in threading.enumerate())

    def checking(self, checker: Checker) -> int:
        return sum(thread.name == "checker_lab worker" for thread in threading.enumerate())


class TaskShell(Shell):
    """The event loop runs in a thread of its own, and the test stays outside."""

    name = "asyncio"
    cancels = True
    checker_type = AsyncChecker
    item_type = AsyncScripted

    def __init__(self) -> None:
        super().__init__()
        self.loop = self.new_loop()
        self._thread = threading.Thread(target=self.loop.run_forever, name="loop", daemon=True)
        self._thread.start()

    def new_loop(self) -> asyncio.AbstractEventLoop:
        return asyncio.new_event_loop()

    def call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self.loop).result(BOUND)

    def release(self, item: Item) -> None:
        self.loop.call_soon_threadsafe(item.release)

    def run(self, checker: Checker, context: Context | None = None) -> None:
        async def run() -> None:
            checker.run(context)

        self.call(run())

    def stop(self, checker: Checker, **options: Any) -> StopReport:
        report: StopReport = self.call(checker.stop(**options))
        return report

    def check(self, checker: Checker) -> tuple[CheckResult, ...]:
        results: tuple[CheckResult, ...] = self.call(checker.check())
        return results

    def stop_from_listener(
        self, checker: Checker, report_to: Callable[[StopReport], None]
    ) -> Callable[[Any], None]:
        # A listener cannot await, but it can run what does not need to wait to its end.
        def listener(event: object) -> None:
            try:
                checker.stop().send(None)
            except StopIteration as ended:
                report_to(ended.value)

        return listener

    def at_work(self) -> int:
        async def count() -> int:
            return len(asyncio.all_tasks()) - 1

        return self.call(count())

    def checking(self, checker: Checker) -> int:
        return len(checker._crew._running)

    def close(self) -> None:
        super().close()
        self.loop.call_soon_threadsafe(self.loop.stop)
        self._thread.join(BOUND)
        assert not self._thread.is_alive()
        self.loop.close()


class DebugTaskShell(TaskShell):
    """asyncio in debug mode looks whether a call comes from the thread of its loop."""

    name = "asyncio in debug mode"

    def new_loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        loop.set_debug(True)
        return loop


class EagerTaskShell(TaskShell):
    """A task runs inside of `create_task()` until it first waits. Python 3.12 or newer."""

    name = "asyncio with eager tasks"

    def new_loop(self) -> asyncio.AbstractEventLoop:
        loop = asyncio.new_event_loop()
        loop.set_task_factory(asyncio.eager_task_factory)  # type: ignore[attr-defined]
        return loop


class UvloopTaskShell(TaskShell):
    name = "asyncio on uvloop"

    def new_loop(self) -> asyncio.AbstractEventLoop:
        import uvloop

        loop: asyncio.AbstractEventLoop = uvloop.new_event_loop()
        return loop
