"""The games about add(): who adds what and when, to be played by schedule.

The process that grades searches a game for schedules that lose, and a button in the notebook opens
the same game. So nothing here may depend on where it runs.
"""

import asyncio
import inspect
import threading
from collections.abc import Callable, Mapping
from typing import Any, cast

from checker_lab.grading.kind import Kind
from checker_lab.grading.sentences import Sentence, say
from checker_lab.schedules.phrases import Phrase

__all__ = ["ADDED", "BEFORE", "TWICE", "WHILE", "AddGame", "GameLostError"]

# Taken from the standard library before the learner's code is loaded, which may replace them.
_Event = threading.Event
_async_sleep = asyncio.sleep

BEFORE = "add before run"
WHILE = "add while it runs"
TWICE = "add one id twice"
# By the game, the ids that its threads or tasks add.
ADDED: Mapping[str, Mapping[str, str]] = {
    BEFORE: {"A": "a", "B": "b"},
    WHILE: {"A": "a"},
    TWICE: {"A": "a", "B": "a"},
}
# The thread that setup() adds an item for, in WHILE.
FIRST = "first"
# Seconds, which are virtual in a schedule.
INTERVAL = 1.0
# Passes within which each item must be checked.
PASSES = 3
# By who has added an item, for how long others come in where its id is read.
MOMENTS = {FIRST: 0.001, "A": 0.001, "B": 0.003}


class GameLostError(AssertionError):
    """The game is lost.

    This must not be an `assert`, which `python -O` leaves out.

    Attributes:
        saw: what happened.
    """

    def __init__(self, saw: Sentence) -> None:
        super().__init__(Phrase(saw.in_language("en"), saw.in_language("ru")))
        self.saw = saw


class RecordingItem:
    """An item that records that it was checked, under the name of the thread that added it."""

    takes_time = False

    def __init__(self, item_id: str, adder: str, checked: set[str]) -> None:
        self.id = item_id
        self.calls = 0
        self._adder = adder
        self._checked = checked

    def health(self) -> bool:
        self.calls += 1
        self._checked.add(self._adder)
        return True

    def __repr__(self) -> str:
        return self.id if self.id in {FIRST, self._adder.lower()} else f"{self.id} ({self._adder})"


class TwinItem(RecordingItem):
    """An item in whose place a checker may find another one with the same id.

    While `takes_time`, other threads come in where its id is read. Otherwise the checks of one item
    are in flight whenever a pass looks at the other one, which hides that there are two.
    """

    def __getattribute__(self, name: str) -> Any:
        if name == "id" and self.takes_time:
            _Event().wait(MOMENTS[self._adder])
        return super().__getattribute__(name)


class AsyncRecordingItem(RecordingItem):
    """Its twin for asyncio."""

    async def health(self) -> bool:  # type: ignore[override]
        return super().health()


class AddGame:
    """One game, with the `setup`, `threads` and `win` that `explore()` and `Scheduler` take.

    Args:
        code: the checker's class.
        kind: "threads" or "asyncio".
        name: BEFORE, WHILE or TWICE.
        load_again: returns a fresh copy of the class, whose module remembers nothing of earlier
            schedules. Without it all schedules use `code` itself.
        alone: leave out one of those who add, so that no two of them can meet. A checker that
            cannot win this game cannot be judged by the other one. If nobody is left to add, passes
            have to come.
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
        # The names of the threads whose items were checked.
        self._checked: set[str] = set()
        self._items: dict[str, RecordingItem] = {}
        added = list(ADDED[name].items())
        self._added = dict(added[: len(added) - alone])
        adders = {adder: self._adder(adder, code) for adder in self._added or ADDED[name]}
        self.threads: Mapping[str, Callable[[Any], object]] = adders
        self.setup = self._setup(code)
        self.win = self._win()

    def _setup(self, code: Any) -> Callable[[], Any]:
        # Each function mentions `code`, so that the scheduler knows the learner's module.
        def before_run() -> Any:
            return self._new_checker(code)

        def while_it_runs() -> Any:
            checker = self._new_checker(code)
            checker.add(self._items[FIRST])
            checker.run()
            return checker

        async def in_the_loop() -> Any:
            checker = self._new_checker(code)
            if self.name == WHILE:
                await _finish(checker.add(self._items[FIRST]))
                await _finish(checker.run())
            return checker

        if self._kind == "asyncio":
            return in_the_loop
        return while_it_runs if self.name == WHILE else before_run

    def _new_checker(self, code: Any) -> Any:
        self._checked = set()
        kind = self._item_class()
        ids = {FIRST: FIRST, **self._added}
        self._items = {adder: kind(ids[adder], adder, self._checked) for adder in ids}
        fresh = code if self._load_again is None else self._load_again()
        return fresh(INTERVAL)

    def _item_class(self) -> type[RecordingItem]:
        if self._kind == "asyncio":
            return AsyncRecordingItem
        return TwinItem if self.name == TWICE else RecordingItem

    def _adder(self, adder: str, code: Any) -> Callable[[Any], object]:
        """Return the thread or task that adds an item; if it is to add none, it does nothing.

        It says that it wraps the learner's add(), so that a game opens at those lines.
        """

        async def add_async(checker: Any) -> None:
            if adder in self._added:
                await _finish(checker.add(self._items[adder]))

        def add(checker: Any) -> None:
            if adder in self._added:
                checker.add(self._items[adder])

        function: Any = add_async if self._kind == "asyncio" else add
        if inspect.isfunction(learners := getattr(code, "add", None)):
            function.__wrapped__ = learners
        return cast(Callable[[Any], object], function)

    def _win(self) -> Callable[[Any], Any]:
        # An item that is replaced may be checked until the next pass.
        settles = 1.5 * INTERVAL if self.name == TWICE else 0.0
        seconds = (PASSES + 0.2) * INTERVAL - settles

        async def all_items_are_checked_async(checker: Any) -> bool:
            if self.name != WHILE:
                await _finish(checker.run())
            if settles:
                await _async_sleep(settles)
                self._checked.clear()
            await _async_sleep(seconds)
            return self._judge()

        def all_items_are_checked(checker: Any) -> bool:
            for item in self._items.values():
                item.takes_time = True
            if self.name != WHILE:
                checker.run()
            if settles:
                _Event().wait(settles)
                self._checked.clear()
            _Event().wait(seconds)
            return self._judge()

        win = all_items_are_checked_async if self._kind == "asyncio" else all_items_are_checked
        # The scheduler shows the name to learners.
        shown = "only_one_item_is_checked" if self.name == TWICE else "all_items_are_checked"
        win.__name__ = shown
        return win

    def _judge(self) -> bool:
        """Return True.

        Raises:
            GameLostError: an item was not checked, or two with one id were; or no passes came where
                nobody adds.
        """
        ids = {**self._added, FIRST: FIRST} if self.name == WHILE else self._added
        checked = {ids[adder] for adder in self._checked}
        missing = sorted(set(ids.values()) - checked)
        if missing:
            saw = say(
                "{items} was added and not checked in {passes} passes",
                items=" and ".join(map(repr, missing)),
                passes=PASSES,
            )
            raise GameLostError(saw)
        if self.name == WHILE and not self._added and self._items[FIRST].calls < 2:
            raise GameLostError(
                say(
                    "{item!r} was checked only once in {count:interval|intervals}",
                    item=FIRST,
                    count=PASSES,
                )
            )
        if len(self._checked) > len(checked):
            raise GameLostError(say("both items with the id 'a' are checked from then on"))
        return True


async def _finish(value: Any) -> Any:
    """Wait for what a method returned, if it is `async def`."""
    return await value if inspect.isawaitable(value) else value
