"""The race, on purpose: the checker as one writes it at first, in threads.

Go's `items = append(items, item)` is three acts: read the slice, build a longer one, store it. Two
that add at the same time may both read before either stores, and then one item is lost. Python's
own `list.append` is one step that nothing can come between, so this is written as Go means it.
"""

import threading
from collections.abc import Iterable
from types import TracebackType
from typing import Self

from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.context import Context
from checker_lab.core.errors import AlreadyRunningError
from checker_lab.core.events import Stopped
from checker_lab.core.examine import examine
from checker_lab.core.health import Checkable
from checker_lab.core.lines import print_event
from checker_lab.core.naive import publish, result_of, snapshot_of
from checker_lab.core.results import CheckResult, StopReport
from checker_lab.core.snapshot import Snapshot
from checker_lab.core.validate import check_seconds

__all__ = ["NaiveChecker"]


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
            results[place] = result_of(
                item.id, finding, self._pass_number, began, self._clock.now()
            )

        threads = [
            threading.Thread(target=check_one, args=pair, daemon=True)
            for pair in enumerate(self.items)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return publish(self._results, [results[place] for place in range(len(threads))])

    def snapshot(self) -> Snapshot:
        """What is known at this moment."""
        running = self._thread is not None and self._thread.is_alive()
        return snapshot_of(running, self._pass_number, self.items, self._results)

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
