"""The scheduler: you choose who moves, in a notebook, with buttons."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import perf_counter  # the real one: while schedules are played, `time` has another
from types import ModuleType
from typing import TypeVar

import ipywidgets

from checker_lab.core.language import Language, check_language
from checker_lab.schedules import Exploration, Run, Schedule
from checker_lab.widgets.scheduler.controls import Actions, Controls
from checker_lab.widgets.scheduler.game import Game, SearchEndedError
from checker_lab.widgets.scheduler.model import Board, SchedulerModel
from checker_lab.widgets.scheduler.page import (
    SCHEDULER_STYLE,
    scheduler_head,
    scheduler_page,
)

__all__ = ["Scheduler"]

T = TypeVar("T")

SECONDS = 10.0
"""How long a search by a button may take: in that time no other cell can play a schedule."""


class Scheduler:
    """A game over real code: move its threads or tasks, line by line, until it breaks.

    The last line of a cell shows it. The buttons do what the methods do; but a search that a
    button has begun runs in the background, for some seconds at most, and ends when another
    button is pressed.

    Args:
        setup: makes what the threads share, anew for each game.
        threads: names to functions; each gets what they share. `async def` makes tasks of them.
        win: what must be true when all have ended, as a function of what they share. Who finds an
            order in which it is not, or in which all wait forever or one raises, has won.
        language: "en" or "ru".
        title: stands above the game.
        show: what to show of what they share, as in `play()`.
        preemptions, step_into: as in `explore()`.
        max_schedules: how many the search plays at most.

    Attributes:
        controls: the buttons, and `controls.message`, which is said beside them.
        widget: the whole, to put into a layout of your own.

    Raises:
        TypeError, ValueError: an argument is not what it should be, and the message says what is.
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
            raise TypeError(f"win is a function of what the threads share, not {win!r}")
        modules = None if step_into is None else tuple(step_into)
        game = Game(setup, threads, win, show, modules, preemptions, max_schedules)
        # Guards the model: a click may come while a search ends, or while a cell runs.
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
                prove=lambda: self._find(_nothing),
            ),
        )
        self._picture = ipywidgets.HTML()
        self._picture.add_class("checker-lab-picture")
        style = ipywidgets.HTML(SCHEDULER_STYLE, layout={"display": "none"})
        head = ipywidgets.HTML(scheduler_head(title, getattr(win, "__name__", ""), language))
        self.widget = ipywidgets.VBox([style, head, self.controls.widget, self._picture])
        self._act(_nothing)

    # The same as the buttons, from Python.

    def step(self, moves: Iterable[str]) -> None:
        """Let one make a move: `step("A")`; or several, as in a schedule: `step("A B*3")`.

        Raises:
            CannotMoveError: one of them cannot; nothing has changed then.
        """
        self._act(lambda: self._model.step(moves))

    def undo(self) -> None:
        """Take the last move back.

        Raises:
            CannotMoveError: there is none.
        """
        self._act(self._model.undo)

    def reset(self) -> None:
        """Begin again."""
        self._act(self._model.reset)

    def show_me(self) -> None:
        """Make the next move of the simplest schedule that loses, from the beginning if need be.

        Searches for it first, if that was not done yet.
        """
        if self._model.found is None:
            self.prove()
        self._act(self._show_next)

    def prove(self) -> Exploration:
        """Play all schedules within the bounds, and return what was found."""
        self._act(_nothing)
        found = self._model.found
        if found is None or not found.exhausted:
            found = self._model.game.search()
        self._act(partial(setattr, self._model, "found", found))
        return found

    @property
    def run(self) -> Run:
        """The schedule so far, played."""
        return self._model.run

    @property
    def schedule(self) -> Schedule:
        """Who moved so far."""
        return self._model.run.schedule

    @property
    def verdict(self) -> str:
        """How the game stands, in words."""
        return str(self._model.verdict())

    @property
    def won(self) -> bool:
        """Has the schedule so far broken the program?"""
        return self._model.run.loses

    @property
    def board(self) -> Board:
        """All that is shown."""
        with self._turn:
            return self._model.board(is_searching=self._search is not None)

    def __str__(self) -> str:
        return "\n".join([*map(str, self.run.steps), self.verdict])

    def __repr__(self) -> str:
        # It stays the same while the game goes on, so that a notebook may store it.
        return f"<Scheduler of {', '.join(self._model.game.threads)}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, object]:
        shown: dict[str, object] = self.widget._repr_mimebundle_(**options)
        return {**shown, "text/plain": repr(self)}

    # Inside.

    def _act(self, act: Callable[[], object]) -> None:
        """Do it, and show what has come of it; a search that goes on is not wanted any more."""
        if self._search is not None:
            self._search.set()
        with self._turn:
            said = "" if self._search is None else self._model.words.interrupted
            self._search = None
            self.controls.message.say(said)
            try:
                act()
            finally:
                self._paint()

    def _show_next(self) -> None:
        if not self._model.show_next():
            self.controls.message.say(self._model.words.nothing_to_show)

    def _find(self, then: Callable[[], object]) -> None:
        """Search in the background, if that was not done yet, and then do `then`."""
        with self._turn:
            if self._model.found is not None:
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
    """Only show how it stands."""
