"""Both checkers behind one interface, so that one run drives both."""

import asyncio
import itertools
import random
import threading
from abc import ABC, abstractmethod
from collections import deque
from collections.abc import Coroutine
from typing import Any, TypeVar

from benchmarks.soak.account import Account
from benchmarks.soak.items import AsyncSoakItem, Gates, SoakItem
from checker_lab import AsyncChecker, Clock, StopReport, ThreadedChecker
from checker_lab.testing import wait_until

__all__ = ["Subject", "TaskSubject", "ThreadSubject"]

T = TypeVar("T")
BOUND = 60.0


class Subject(ABC):
    """A checker with its items and its account.

    Args:
        items: how many it has at first.
        interval: seconds between passes.
        timeout: seconds for one check.
        clock: whose seconds these are.
        seed: of the order in which items come and go.
    """

    name: str

    def __init__(
        self, items: int, interval: float, timeout: float, clock: Clock, seed: int
    ) -> None:
        self.interval = interval
        self.account = Account()
        self.gates = Gates()
        self.added = 0
        self.removed = 0
        self.open_at = 0.0
        self.ran_at = 0.0
        self._numbers = itertools.count(1)
        self._random = random.Random(seed)
        self._items = [self._new_item() for _ in range(items)]
        # Their last checks may still be in flight.
        self._gone: deque[SoakItem | AsyncSoakItem] = deque()
        options = {"interval": interval, "timeout": timeout, "clock": clock}
        self.checker: Any = self._make(options | {"on_event": self.account})

    @abstractmethod
    def _make(self, options: dict[str, Any]) -> ThreadedChecker | AsyncChecker: ...

    @abstractmethod
    def _new_item(self) -> Any: ...

    @abstractmethod
    def run(self) -> None: ...

    @abstractmethod
    def stop(self) -> StopReport: ...

    @abstractmethod
    def close(self) -> None:
        """Release everything that was made besides the checker."""

    def churn(self) -> None:
        """Remove an item and add another, or the other way round."""
        for change in self._random.sample((self._add, self._remove), 2):
            change()

    def settle(self, keep: int = 0) -> None:
        """Forget removed items, except for the last ones, whose results may still come."""
        for _ in range(len(self._gone) - keep):
            item = self._gone.popleft()
            if item.is_under_way:
                self._gone.append(item)
            else:
                self.account.strike_out(item)

    def is_quiet(self) -> bool:
        """Whether nothing is in flight, waiting or abandoned."""
        seen = self.checker.snapshot()
        return not (seen.in_flight or seen.waiting or seen.abandoned or self.account.in_flight)

    def let_all_end(self, within: float) -> None:
        """Release all hung checks, including those yet to start, until none is in flight."""

        def has_ended() -> bool:
            self.gates.open()
            return self.is_quiet()

        wait_until(has_ended, within)

    def compare(self) -> None:
        """Return the account at the end, when no check is in flight."""
        self.settle()
        self.account.compare(self._items, dict(self.checker.snapshot().items))

    def _add(self) -> None:
        item = self._new_item()
        self._items.append(item)
        self.checker.add(item)
        self.added += 1

    def _remove(self) -> None:
        place = self._random.randrange(len(self._items))
        self._items[place], self._items[-1] = self._items[-1], self._items[place]
        item = self._items.pop()
        self.checker.remove(item.id)
        self._gone.append(item)
        self.removed += 1


class ThreadSubject(Subject):
    name = "threads"

    def _make(self, options: dict[str, Any]) -> ThreadedChecker:
        return ThreadedChecker(self._items, **options)

    def _new_item(self) -> SoakItem:
        return SoakItem(next(self._numbers), self.gates)

    def run(self) -> None:
        self.checker.run()

    def stop(self) -> StopReport:
        report: StopReport = self.checker.stop()
        return report

    def close(self) -> None:
        pass  # there is nothing else


class TaskSubject(Subject):
    """Runs its event loop in a thread of its own."""

    name = "asyncio"

    def _make(self, options: dict[str, Any]) -> AsyncChecker:
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="loop", daemon=True)
        self._thread.start()
        return AsyncChecker(self._items, **options)

    def _new_item(self) -> AsyncSoakItem:
        return AsyncSoakItem(next(self._numbers), self.gates)

    def run(self) -> None:
        async def run() -> None:
            self.checker.run()

        self._call(run())

    def stop(self) -> StopReport:
        report: StopReport = self._call(self.checker.stop())
        return report

    def close(self) -> None:
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(BOUND)
        self._loop.close()

    def _call(self, coroutine: Coroutine[Any, Any, T]) -> T:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(BOUND)
