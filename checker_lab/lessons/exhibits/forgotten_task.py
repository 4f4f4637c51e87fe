"""A task that nobody keeps disappears while it waits."""

import asyncio
import gc
import threading
import weakref
from collections.abc import Coroutine
from typing import Any

from checker_lab.lessons.exhibits.exhibit import ContractExhibit, Wild

__all__ = ["EXHIBIT", "Broken", "Fixed", "Results"]

Lines = asyncio.Queue[str]


class Results:
    """Where results are published. It holds its listeners weakly: who is gone is not written to."""

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
    """Keeps a log of the results, in a task in the background.

    Bug: the event loop holds its tasks weakly, and nobody else keeps this one. A garbage
    collection may take it while it waits: the log ends, without an error. In the wild:
    temporalio/samples-python#43.
    """

    def __init__(self, results: Results) -> None:
        self.log: list[str] = []
        self._results = results

    def run(self) -> None:
        asyncio.create_task(keep_log(self._results.subscribe(), self.log))  # noqa: RUF006 (the bug)


class Fixed(Broken):
    """The same.

    Fix: who has started the task keeps it.
    """

    def run(self) -> None:
        self._task = asyncio.create_task(keep_log(self._results.subscribe(), self.log))


async def keep_log(lines: Lines, log: list[str]) -> None:
    """Append to the log whatever comes."""
    while True:
        log.append(await lines.get())


def keeps_the_log_through_a_collection(code: type[Broken]) -> None:
    """With a garbage collection between two results."""
    apart(_publish_twice(code))


async def _publish_twice(code: type[Broken]) -> None:
    # It would report the task that was destroyed, which is what is asserted here.
    asyncio.get_running_loop().set_exception_handler(lambda loop, context: None)
    results = Results()
    logger = code(results)
    logger.run()
    await until_all_wait()
    results.publish("first")
    await until_all_wait()
    gc.collect()
    results.publish("second")
    await until_all_wait()
    assert logger.log == ["first", "second"], f"of two results the log has {logger.log}"


async def until_all_wait() -> None:
    """Let the other tasks go on until they wait for something new."""
    for _ in range(3):
        await asyncio.sleep(0)


def apart(main: Coroutine[Any, Any, None]) -> None:
    """Run `main` in an event loop of its own: a notebook has one that runs already."""
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
    title="The task that nobody keeps",
    question="A task waits for results in the background. Who keeps it alive?",
    broken=Broken,
    fixed=Fixed,
    wild=(
        Wild(
            "temporalio/samples-python",
            "#43",
            "The task that sends heartbeats was started and not kept, so that it could disappear; "
            "it is kept since.",
        ),
        Wild(
            "esphome/aioesphomeapi",
            "#382",
            "Background tasks were started and not kept; strong references were added.",
        ),
    ),
    contract=keeps_the_log_through_a_collection,
)
