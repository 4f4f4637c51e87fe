"""The race, on purpose: the checker as most people write it at first, in threads.

Go's `items = append(items, item)` does three things: read the slice, build a longer one, store it.
Two calls may both read before either stores, and then one item is lost. Python's own `list.append`
is a single step that nothing interrupts, so this code spells out what Go does.
"""

import threading
from types import TracebackType
from typing import Self

from checker_lab.core.events import Stopped
from checker_lab.core.examine import examine
from checker_lab.core.health import Checkable
from checker_lab.core.lines import print_event
from checker_lab.core.naive import BaseNaiveChecker
from checker_lab.core.results import CheckResult, StopReport

__all__ = ["NaiveChecker"]


class NaiveChecker(BaseNaiveChecker[Checkable]):
    """A checker in threads that loses items.

    Bug: `add()` reads the list, builds a new one and stores it, and another thread's `add()` may
    run in between. `ThreadedChecker` sends the item through a channel instead.
    """

    _thread: threading.Thread | None = None

    def add(self, item: Checkable) -> None:
        """Add an item. Bug: not safe if two threads call it concurrently."""
        items = self.items
        self.items = items + [item]  # noqa: RUF005 (the steps of Go's append, spelled out)

    def remove(self, item_id: str) -> None:
        """Remove an item. Bug: as in `add()`."""
        items = self.items
        self.items = [item for item in items if item.id != item_id]

    def stop(self) -> StopReport:
        """End the run after the pass in progress."""
        self._context.cancel()
        if self._thread is not None:
            self._thread.join()
        return StopReport(ended=True)

    def check(self) -> tuple[CheckResult, ...]:
        """Check all items once, each in a thread of its own, and wait for all of them."""
        self._pass_number += 1
        results: dict[int, CheckResult] = {}

        def check_one(place: int, item: Checkable) -> None:
            started_at = self._clock.now()
            results[place] = self._result(item, examine(item), started_at)

        threads = [
            threading.Thread(target=check_one, args=pair, daemon=True)
            for pair in enumerate(self.items)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return self._publish(results[place] for place in range(len(threads)))

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

    @property
    def _is_running(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _start(self) -> None:
        self._thread = threading.Thread(target=self._run, name="naive checker", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while not self._context.done:
            self.check()
            self._context.wait(self.interval)
        print_event(Stopped(StopReport(ended=True), self._language))
