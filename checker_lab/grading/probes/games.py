"""The games of `no-lost-add`: who adds when, to be played by schedule.

The same game is searched in the process that grades and opened by a button in the notebook.
"""

import asyncio
import inspect
import threading
from collections.abc import Callable, Mapping
from typing import Any

from checker_lab.grading.child.loading import Kind

__all__ = ["BEFORE", "WHILE", "AddGame"]

_Event = threading.Event
_async_sleep = asyncio.sleep

BEFORE = "add before run"
WHILE = "add while it runs"
INTERVAL = 1.0
# Passes in which each item has to be checked.
PASSES = 3


class Noted:
    """An item that notes that it was checked."""

    def __init__(self, item_id: str, seen: set[str]) -> None:
        self.id = item_id
        self._seen = seen

    def health(self) -> bool:
        self._seen.add(self.id)
        return True

    def __repr__(self) -> str:
        return self.id


class AsyncNoted(Noted):
    """The same, for asyncio."""

    async def health(self) -> bool:  # type: ignore[override]
        self._seen.add(self.id)
        return True


class AddGame:
    """One game: what `explore()`, `play()` and `Scheduler` want to be given.

    Args:
        code: the checker's class.
        kind: of threads or of tasks.
        name: BEFORE or WHILE it runs.
        alone: with one less who adds, so that nobody is in the way: that has to work.
    """

    def __init__(self, code: Any, kind: Kind, name: str, *, alone: bool = False) -> None:
        self.name = name
        self._kind = kind
        self._seen: set[str] = set()
        self._items: dict[str, Noted] = {}
        ids = ("a", "b") if name == BEFORE else ("a",)
        self._added = ids[: len(ids) - alone]
        adders = {item_id.upper() or "A": self._adder(item_id) for item_id in self._added or ("",)}
        self.threads: Mapping[str, Callable[[Any], object]] = adders
        self.setup = self._maker(code)
        self.win = self._winner()

    def begin(self) -> None:
        """Forget the last game."""
        self._seen = set()
        noted = AsyncNoted if self._kind == "asyncio" else Noted
        self._items = {item_id: noted(item_id, self._seen) for item_id in ("first", "a", "b")}

    def _maker(self, code: Any) -> Callable[[], Any]:
        game = self

        def before_run() -> Any:
            game.begin()
            return code(INTERVAL)

        def while_it_runs() -> Any:
            checker = before_run()
            checker.add(game._items["first"])
            checker.run()
            return checker

        async def in_the_loop() -> Any:
            game.begin()
            checker = code(INTERVAL)
            if game.name == WHILE:
                await _done(checker.add(game._items["first"]))
                await _done(checker.run())
            return checker

        if game._kind == "asyncio":
            return in_the_loop
        return before_run if game.name == BEFORE else while_it_runs

    def _adder(self, item_id: str) -> Callable[[Any], object]:
        async def add_async(checker: Any) -> None:
            await _done(checker.add(self._items[item_id]))

        def add(checker: Any) -> None:
            checker.add(self._items[item_id])

        async def nothing_async(checker: Any) -> None:
            pass

        def nothing(checker: Any) -> None:
            pass

        if not item_id:
            return nothing_async if self._kind == "asyncio" else nothing
        return add_async if self._kind == "asyncio" else add

    def _winner(self) -> Callable[[Any], Any]:
        async def all_items_are_checked_async(checker: Any) -> bool:
            if self.name == BEFORE:
                await _done(checker.run())
            await _async_sleep((PASSES + 0.2) * INTERVAL)
            return self._all_are_checked()

        def all_items_are_checked(checker: Any) -> bool:
            if self.name == BEFORE:
                checker.run()
            # In a schedule this takes no time.
            _Event().wait((PASSES + 0.2) * INTERVAL)
            return self._all_are_checked()

        all_items_are_checked_async.__name__ = all_items_are_checked.__name__
        return all_items_are_checked_async if self._kind == "asyncio" else all_items_are_checked

    def _all_are_checked(self) -> bool:
        first = {"first"} if self.name == WHILE else set()
        missing = ", ".join(sorted({*first, *self._added} - self._seen))
        assert not missing, f"{missing} was added, and never checked in {PASSES} passes"
        return True


async def _done(value: Any) -> Any:
    return await value if inspect.isawaitable(value) else value
