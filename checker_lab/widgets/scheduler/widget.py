"""The Scheduler widget: the learner chooses who moves, with buttons in a notebook.

A search that a button starts runs in a thread of its own. `_turn` guards the model, the search and
what the widget shows: take it for every read, too, so that no read comes between a move and its
picture.
"""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import perf_counter  # the real one: while schedules are played, `time` has another
from types import ModuleType
from typing import Any, TypeVar

import ipywidgets

from checker_lab.core.language import Language, check_language
from checker_lab.schedules import Exploration, Run, Schedule
from checker_lab.widgets.picture import pictured
from checker_lab.widgets.scheduler.controls import Actions, Controls
from checker_lab.widgets.scheduler.game import Game, SearchEndedError
from checker_lab.widgets.scheduler.model import SchedulerBoard, SchedulerModel
from checker_lab.widgets.scheduler.page import (
    SCHEDULER_STYLE,
    scheduler_head,
    scheduler_page,
    scheduler_picture,
)

__all__ = ["Scheduler"]

T = TypeVar("T")

SECONDS = 10.0
"""How long a search by a button may take: meanwhile no other cell can play a schedule."""


class Scheduler:
    """A game over real code: move its threads or tasks, step by step, until it breaks.

    Make it the last expression of a cell to show it. The buttons do what the methods do, except
    that a search runs in the background, for some seconds at most, and stops when another button
    is pressed.

    Args:
        setup: makes the object that the threads share, anew for each move.
        threads: names to functions; each gets the object. `async def` makes tasks of them.
        win: the invariant, a function of the object: True if all is well when all have ended. You
            win with a schedule that breaks it, deadlocks or raises.
        language: "en" or "ru".
        title: stands above the game.
        show: what to show of the object, as in `play()`.
        preemptions, step_into: as in `explore()`.
        max_schedules: how many schedules the search plays at most.

    Attributes:
        controls: the buttons, and `controls.message`, the text beside them.
        widget: the whole widget, to put into a layout of your own.

    Raises:
        TypeError, ValueError: an argument is wrong, and the message says what is right.
    """

    def __init__(
        self,
        setup: Callable[[], T],
        threads: Mapping[str, Callable[[T], object]],
        win: Callable[[T], bool],
        *,
        language: Language = "en",
        title: str = "",
        show: Callable[[T], Mapping[str, object]] | None = None,
        preemptions: int | None = 2,
        max_schedules: int = 10_000,
        step_into: Iterable[ModuleType] | None = None,
    ) -> None:
        check_language(language)
        if not callable(win):
            raise TypeError(f"win must be a function of the threads' shared object, not {win!r}")
        modules = None if step_into is None else tuple(step_into)
        game = Game(setup, threads, win, show, modules, preemptions, max_schedules)
        # A click may come while a search ends, or while a cell runs.
        self._turn = threading.RLock()
        self._model = SchedulerModel(game, language)
        self._search: threading.Event | None = None
        self.controls = Controls(
            self._model.words,
            Actions(
                self.step,
                self.undo,
                self.reset,
                show=lambda: self._find(self._show_next),
                prove=lambda: self._find(_nothing, only_search=True),
            ),
        )
        self._picture = ipywidgets.HTML()
        self._picture.add_class("checker-lab-picture")
        style = ipywidgets.HTML(SCHEDULER_STYLE, layout={"display": "none"})
        head = ipywidgets.HTML(scheduler_head(title, getattr(win, "__name__", ""), language))
        self.widget = ipywidgets.VBox([style, head, self.controls.widget, self._picture])
        self._act(_nothing)

    # The same as the buttons, from Python

    def step(self, moves: Iterable[str]) -> None:
        """Make one move, `step("A")`, or several, as in a schedule: `step("A B*3")`.

        Raises:
            CannotMoveError: one of them is not possible, and none is made.
        """
        self._act(lambda: self._model.step(moves))

    def undo(self) -> None:
        """Undo the last move.

        Raises:
            CannotMoveError: there is none.
        """
        self._act(self._model.undo)

    def prepare(self, moves: Iterable[str]) -> None:
        """Start again, with a losing schedule at hand that *Show me* plays move by move."""
        self._act(lambda: self._model.prepare(moves))

    def reset(self) -> None:
        """Start again."""
        self._act(self._model.reset)

    def show_me(self) -> None:
        """Make the next move of the simplest losing schedule, or its first one.

        Searches for that schedule first, if no search has finished yet.
        """
        with self._turn:
            is_found = self._model.found is not None
        if not is_found:
            self.prove()
        self._act(self._show_next)

    def prove(self) -> Exploration:
        """Play all schedules within the preemption bound, and return what was found."""
        with self._turn:
            self._act(_nothing)
            found = self._model.found
        if found is None or not found.exhausted:
            # Without the lock: it may take long, and a click waits for the lock.
            found = self._model.game.search()
        self._act(partial(setattr, self._model, "found", found))
        return found

    @property
    def run(self) -> Run:
        """The schedule so far, played."""
        with self._turn:
            return self._model.run

    @property
    def schedule(self) -> Schedule:
        """Who moved so far."""
        return self.run.schedule

    @property
    def verdict(self) -> str:
        """How the game stands, in words."""
        with self._turn:
            return str(self._model.verdict())

    @property
    def won(self) -> bool:
        """Does the schedule so far break the program?"""
        return self.run.loses

    @property
    def board(self) -> SchedulerBoard:
        """All that the widget shows."""
        with self._turn:
            return self._model.board(is_searching=self._search is not None)

    def __str__(self) -> str:
        with self._turn:
            return "\n".join([*map(str, self.run.steps), self.verdict])

    def __repr__(self) -> str:
        # The same throughout the game, so that a notebook can store it.
        return f"<Scheduler of {', '.join(self._model.game.threads)}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        with self._turn:
            picture = scheduler_picture(self._model.example(), self._model.language)
        return pictured(self.widget, picture, repr(self), **options)

    # Inside

    def _act(self, act: Callable[[], object]) -> None:
        """Call `act`, and show the result; a search that is running stops."""
        with self._turn:
            self.controls.message.say(self._stop_search())
            try:
                act()
            finally:
                self._paint()

    def _stop_search(self) -> str:
        """Stop the search that is running, and return what to say of it."""
        if self._search is None:
            return ""
        self._search.set()
        self._search = None
        return self._model.words.interrupted

    def _show_next(self) -> None:
        if not self._model.show_next():
            self.controls.message.say(self._model.words.nothing_to_show)

    def _find(self, then: Callable[[], object], *, only_search: bool = False) -> None:
        """Search in the background, unless a search has finished, and then call `then`.

        A schedule from `prepare()` will do, unless only a search counts.
        """
        with self._turn:
            if self._model.found is not None and not (only_search and self._model.is_prepared):
                self._act(then)
            elif self._search is None:
                self._search = threading.Event()
                work = threading.Thread(
                    target=self._search_for,
                    args=(self._search, then),
                    name="checker_lab search",
                    daemon=True,
                )
                self._paint()
                work.start()

    def _search_for(self, is_unwanted: threading.Event, then: Callable[[], object]) -> None:
        end = perf_counter() + SECONDS
        try:
            found = self._model.game.search_until(
                lambda: is_unwanted.is_set() or perf_counter() > end
            )
        except Exception as error:
            then = partial(self._tell, error)
            found = None
        with self._turn:
            if not is_unwanted.is_set():
                self._search = None
                self._model.found = found
                self._act(then)

    def _tell(self, error: Exception) -> None:
        if isinstance(error, SearchEndedError):
            self.controls.message.say(self._model.words.interrupted)
        else:
            self.controls.message.say_error(error)

    def _paint(self) -> None:
        board = self._model.board(is_searching=self._search is not None)
        self.controls.update(board)
        self._picture.value = scheduler_page(board)


def _nothing() -> None:
    """Change nothing: `_act()` shows how the game stands."""
