"""A task without a reference disappears while it waits."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Coroutine
from typing import Any

from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild, expect

__all__ = ["EXHIBIT", "Broken", "Fixed", "ResultFeed"]

Lines = asyncio.Queue[str]


class ResultFeed:
    """Publishes results to its listeners. It holds them weakly, so a dead listener drops out."""

    def __init__(self) -> None:
        self._listeners: weakref.WeakSet[Lines] = weakref.WeakSet()

    def subscribe(self) -> Lines:
        lines: Lines = asyncio.Queue()
        self._listeners.add(lines)
        return lines

    def publish(self, line: str) -> None:
        for lines in self._listeners:
            lines.put_nowait(line)


class Broken:
    """Keeps a log of the results, in a background task.

    Bug: the event loop holds its tasks weakly, and this code keeps no reference either. The
    garbage collector may destroy the task while it waits: the log ends, without an error. In the
    wild: temporalio/samples-python#43.
    """

    def __init__(self, results: ResultFeed) -> None:
        self.log: list[str] = []
        self._results = results

    def run(self) -> None:
        asyncio.create_task(keep_log(self._results.subscribe(), self.log))  # noqa: RUF006 (the bug)


class Fixed(Broken):
    """The same, fixed.

    Fix: keep a reference to the task for as long as it should run.
    """

    def run(self) -> None:
        self._task = asyncio.create_task(keep_log(self._results.subscribe(), self.log))


async def keep_log(lines: Lines, log: list[str]) -> None:
    """Append each line to the log."""
    while True:
        log.append(await lines.get())


def keeps_the_log_through_a_collection(code: type[Broken]) -> None:
    """Run a garbage collection between two results."""
    apart(_publish_twice(code))


async def _publish_twice(code: type[Broken]) -> None:
    # asyncio would report the destroyed task, which the contract itself looks for.
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    results = ResultFeed()
    logger = code(results)
    logger.run()
    await until_all_wait()
    results.publish("first")
    await until_all_wait()
    gc.collect()
    results.publish("second")
    await until_all_wait()
    expect(logger.log == ["first", "second"], "of two results the log has {0}", logger.log)


async def until_all_wait() -> None:
    """Let the other tasks run until all of them wait."""
    for _ in range(3):
        await asyncio.sleep(0)


def apart(main: Coroutine[Any, Any, None]) -> None:
    """Run `main` in an event loop of its own: that of a notebook is running already."""
    errors: list[BaseException] = []

    def run() -> None:
        try:
            asyncio.run(main)
        except BaseException as error:
            errors.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    for error in errors:
        raise error


EXHIBIT = ContractExhibit(
    name="forgotten_task",
    english_title="The forgotten task",
    broken=Broken,
    fixed=Fixed,
    places=(
        Wild(
            "temporalio/samples-python",
            "#43",
            "No reference to the task that sends heartbeats was kept, so that it could disappear; "
            "now there is one.",
        ),
        Wild(
            "esphome/aioesphomeapi",
            "#382",
            "Background tasks were started without a reference; strong references were added.",
        ),
    ),
    contract=keeps_the_log_through_a_collection,
)
