"""The two games about `no-lost-add`: who adds when, to be played by schedule.

The process that grades searches a game for schedules that lose an item, and a button in the
notebook opens the same game. So nothing here may depend on where it runs.
"""

import asyncio
import inspect
import threading
from collections.abc import Callable, Mapping
from typing import Any

from checker_lab.grading.kind import Kind

__all__ = ["BEFORE", "WHILE", "AddGame"]

# Taken from the standard library before the learner's code is loaded, which may replace them.
_Event = threading.Event
_async_sleep = asyncio.sleep

BEFORE = "add before run"
WHILE = "add while it runs"
# Seconds, which are virtual in a schedule.
INTERVAL = 1.0
# Passes within which each item must be checked.
PASSES = 3


class RecordingItem:
    """An item that records that it was checked."""

    def __init__(self, item_id: str, checked: set[str]) -> None:
        self.id = item_id
        self._checked = checked

    def health(self) -> bool:
        self._checked.add(self.id)
        return True

    def __repr__(self) -> str:
        return self.id


class AsyncRecordingItem(RecordingItem):
    """Its twin for asyncio."""

    async def health(self) -> bool:  # type: ignore[override]
        self._checked.add(self.id)
        return True


class AddGame:
    """One game, with the `setup`, `threads` and `win` that `explore()` and `Scheduler` take.

    Args:
        code: the checker's class.
        kind: "threads" or "asyncio".
        name: BEFORE or WHILE.
        load_again: returns a fresh copy of the class, whose module remembers nothing of earlier
            schedules. Without it all schedules use `code` itself.
        alone: leave out one of those who add, so that no two of them can meet. A checker that
            cannot win this game cannot be judged by the other one.
    """

    def __init__(
        self,
        code: Any,
        kind: Kind,
        name: str,
        *,
        load_again: Callable[[], Any] | None = None,
        alone: bool = False,
    ) -> None:
        self.name = name
        self._kind = kind
        self._load_again = load_again
        self._checked: set[str] = set()
        self._items: dict[str, RecordingItem] = {}
        ids = ("a", "b") if name == BEFORE else ("a",)
        self._added = ids[: len(ids) - alone]
        adders = {item_id.upper() or "A": self._adder(item_id) for item_id in self._added or ("",)}
        self.threads: Mapping[str, Callable[[Any], object]] = adders
        self.setup = self._setup(code)
        self.win = self._win()

    def _setup(self, code: Any) -> Callable[[], Any]:
        # Each function mentions `code`, so that the scheduler knows the learner's module.
        def before_run() -> Any:
            return self._new_checker(code)

        def while_it_runs() -> Any:
            checker = self._new_checker(code)
            checker.add(self._items["first"])
            checker.run()
            return checker

        async def in_the_loop() -> Any:
            checker = self._new_checker(code)
            if self.name == WHILE:
                await _finish(checker.add(self._items["first"]))
                await _finish(checker.run())
            return checker

        if self._kind == "asyncio":
            return in_the_loop
        return before_run if self.name == BEFORE else while_it_runs

    def _new_checker(self, code: Any) -> Any:
        self._checked = set()
        kind = AsyncRecordingItem if self._kind == "asyncio" else RecordingItem
        self._items = {item_id: kind(item_id, self._checked) for item_id in ("first", "a", "b")}
        fresh = code if self._load_again is None else self._load_again()
        return fresh(INTERVAL)

    def _adder(self, item_id: str) -> Callable[[Any], object]:
        """Return the thread or task that adds an item; it does nothing if `item_id` is ""."""

        async def add_async(checker: Any) -> None:
            if item_id:
                await _finish(checker.add(self._items[item_id]))

        def add(checker: Any) -> None:
            if item_id:
                checker.add(self._items[item_id])

        return add_async if self._kind == "asyncio" else add

    def _win(self) -> Callable[[Any], Any]:
        async def all_items_are_checked_async(checker: Any) -> bool:
            if self.name == BEFORE:
                await _finish(checker.run())
            await _async_sleep((PASSES + 0.2) * INTERVAL)
            return self._all_are_checked()

        def all_items_are_checked(checker: Any) -> bool:
            if self.name == BEFORE:
                checker.run()
            _Event().wait((PASSES + 0.2) * INTERVAL)
            return self._all_are_checked()

        # The scheduler shows the name to learners.
        all_items_are_checked_async.__name__ = all_items_are_checked.__name__
        return all_items_are_checked_async if self._kind == "asyncio" else all_items_are_checked

    def _all_are_checked(self) -> bool:
        """Return True.

        Raises:
            AssertionError: an item was not checked. This is how a game is lost, and it must not
                be an `assert`, which `python -O` leaves out.
        """
        first = {"first"} if self.name == WHILE else set()
        missing = ", ".join(sorted({*first, *self._added} - self._checked))
        if missing:
            raise AssertionError(f"{missing} was added, and never checked in {PASSES} passes")
        return True


async def _finish(value: Any) -> Any:
    """Wait for what a method returned, if it is `async def`."""
    return await value if inspect.isawaitable(value) else value
