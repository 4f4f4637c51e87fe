"""The Scheduler widget: lanes, buttons, and the same from Python."""

import threading
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from time import perf_counter  # the real one: while schedules are played, `time` has another
from types import ModuleType
from typing import Any, TypeVar

import ipywidgets

from checker_lab.core.clock import SYSTEM_CLOCK, Clock
from checker_lab.core.language import choose_language
from checker_lab.core.validate import check_wait
from checker_lab.schedules import CannotMoveError, Exploration, Run, Schedule
from checker_lab.widgets.message import what_went_wrong
from checker_lab.widgets.picture import pictured
from checker_lab.widgets.scheduler.controls import Controls, Press
from checker_lab.widgets.scheduler.game import Game, SearchEndedError
from checker_lab.widgets.scheduler.lanes import Lanes, example_html, head_data
from checker_lab.widgets.scheduler.model import Activity, SchedulerBoard, SchedulerModel

__all__ = ["Scheduler"]

T = TypeVar("T")

SECONDS = 10.0
"""How long a search by a button may take: meanwhile no other cell can play a schedule."""


class Scheduler:
    """A game over real code: move its threads or tasks, step by step, until it breaks.

    Make it the last expression of a cell to show it. The buttons do what the methods do, except
    that a search runs in the background, for some seconds at most, and stops when another button
    is pressed, and that *Show me* also plays what it has found.

    Args:
        setup: makes the object that the threads share, anew for each move.
        threads: names to functions; each gets the object. `async def` makes tasks of them.
        win: the invariant, a function of the object: True if all is well when all have ended. You
            win with a schedule that breaks it, deadlocks or raises.
        language: "en" or "ru"; None for that of `set_language()`, or else English.
        title: stands above the game.
        show: what to show of the object, as in `play()`.
        preemptions, step_into: as in `explore()`.
        max_schedules: how many schedules the search plays at most.
        pace: seconds between two moves of *Play*.
        clock: measures them.

    Attributes:
        controls: the buttons, for `click()`.
        message: what the game said last of a button, or "".
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
        language: str | None = None,
        title: str = "",
        show: Callable[[T], Mapping[str, object]] | None = None,
        preemptions: int | None = 2,
        max_schedules: int = 10_000,
        step_into: Iterable[ModuleType] | None = None,
        pace: float = 1.2,
        clock: Clock = SYSTEM_CLOCK,
    ) -> None:
        chosen = choose_language(language)
        if not callable(win):
            raise TypeError(f"win must be a function of the threads' shared object, not {win!r}")
        modules = None if step_into is None else tuple(step_into)
        game = Game(setup, threads, win, show, modules, preemptions, max_schedules)
        # A click may come while a search ends, or while a cell runs.
        self._turn = threading.RLock()
        self._model = SchedulerModel(game, chosen)
        self._clock = clock
        self._pace = check_wait(pace, "pace")
        self._search: threading.Event | None = None
        self._playing: object = None
        self._steps: dict[str, Press] = {}
        self.message = ""
        self._is_wrong = False
        self.controls = Controls(
            self._steps,
            *map(
                self._press,
                (self.undo, self.reset, self.play, self._show, self.back, self._count),
            ),
        )
        self._lanes = Lanes(head_data(title, getattr(win, "__name__", ""), chosen), self._on_act)
        self.widget = ipywidgets.VBox([self._lanes])
        self._act(_nothing)

    # The same as the buttons, from Python

    def step(self, moves: Iterable[str]) -> None:
        """Make one move, `step("A")`, or several, as in a schedule: `step("A B*3")`.

        Raises:
            CannotMoveError: one of them is not possible, and none is made.
        """
        self._act(lambda: self._model.step(moves))

    def undo(self) -> None:
        """Go one move back.

        Raises:
            CannotMoveError: there is none.
        """
        self._act(self._model.undo)

    def go(self, position: int) -> None:
        """Go to where so many of the moves are played, back or forward: what the slider does.

        Raises:
            CannotMoveError: there are not so many.
        """
        self._act(lambda: self._model.go(position))

    def play(self) -> None:
        """Play the moves that follow, in the background; if they are being played, pause.

        Raises:
            CannotMoveError: there are none.
        """
        with self._turn:
            self._act(self._play_on if self._playing is None else _nothing)

    def prepare(self, moves: Iterable[str]) -> None:
        """Show this losing schedule before its first move, instead of one that a search finds."""
        self._act(lambda: self._model.prepare(moves))

    def reset(self) -> None:
        """Start again."""
        self._act(self._model.reset)

    def show_me(self) -> None:
        """Show the losing schedule with the fewest switches, before its first move.

        Searches for it first, if no search has finished yet. Then `play()` or `go()`.
        """
        with self._turn:
            can_show = self._model.can_show
        if not can_show:
            self._find_now()
        self._act(self._show_found)

    def back(self) -> None:
        """Go back from the losing schedule to the learner's own moves.

        Raises:
            CannotMoveError: there are none.
        """
        self._act(self._model.back)

    def prove(self) -> Exploration:
        """Play all schedules within the preemption bound, and return what was found."""
        found = self._find_now()
        self._act(self._say_proof)
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
            return self._model.board(self._activity)

    def __str__(self) -> str:
        with self._turn:
            steps = [step.in_language(self._model.language) for step in self.run.steps]
            return "\n".join([*steps, self.verdict])

    def __repr__(self) -> str:
        # The same throughout the game, so that a notebook can store it.
        return f"<Scheduler of {', '.join(self._model.game.threads)}>"

    def _repr_mimebundle_(self, **options: object) -> dict[str, Any]:
        with self._turn:
            picture = example_html(self._model.example(), self._model.language)
        return pictured(self.widget, picture, repr(self), **options)

    # Clicks

    def _on_act(self, message: Mapping[str, Any]) -> None:
        match message:
            case {"act": "step", "name": str(name)} if name in self._steps:
                self._steps[name].click()
            case {"act": "go", "position": int(position)}:
                self._press(partial(self.go, position)).click()
            case {"act": "undo" | "reset" | "play" | "show" | "back" | "prove" as button}:
                getattr(self.controls, button).click()

    def _press(self, act: Callable[[], object]) -> Press:
        return Press(act, self._show_error)

    def _show(self) -> None:
        """Search in the background if need be; show what was found, and play it."""
        with self._turn:
            self._find(self._show_and_play, is_known=self._model.can_show)

    def _count(self) -> None:
        """Search in the background if need be, and say how many schedules lose."""
        with self._turn:
            self._find(self._say_proof, is_known=self._model.found is not None)

    # Inside

    def _act(self, act: Callable[[], object]) -> None:
        """Call `act`, and show the result; what goes on in the background stops."""
        with self._turn:
            self._say(self._stop())
            try:
                act()
            finally:
                self._paint()

    def _stop(self) -> str:
        """Stop what goes on in the background, and return what to say of it."""
        search, self._search = self._search, None
        self._playing = None
        if search is None:
            return ""
        search.set()
        return self._model.words.interrupted

    @property
    def _activity(self) -> Activity:
        if self._search is not None:
            return "searching"
        return "" if self._playing is None else "playing"

    def _say_proof(self) -> None:
        self._model.is_counted = True

    def _show_found(self) -> None:
        if not self._model.show():
            self._say(self._model.words.nothing_to_show)

    def _show_and_play(self) -> None:
        self._show_found()
        if self._model.is_showing:
            self._play_on()

    # Playing

    def _play_on(self) -> None:
        """Make the next move of the schedule when it is time."""
        if self._model.is_at_end:
            raise CannotMoveError(self._model.words.nothing_to_play)
        ticket = self._playing = object()
        self._clock.call_at(self._clock.now() + self._pace, lambda: self._move_if(ticket))

    def _move_if(self, ticket: object) -> None:
        with self._turn:
            # A click may have stopped it.
            if self._playing is ticket:
                self._press(lambda: self._act(self._move_on)).click()

    def _move_on(self) -> None:
        self._model.go(self._model.position + 1)
        if not self._model.is_at_end:
            self._play_on()

    # Searching

    def _find_now(self) -> Exploration:
        """Search in the calling thread, unless a search has found all there is."""
        with self._turn:
            self._act(_nothing)
            found = self._model.found
        if found is None or not found.exhausted:
            # Without the lock: it may take long, and a click waits for the lock.
            found = self._model.game.search()
        with self._turn:
            self._model.found = found
        return found

    def _find(self, then: Callable[[], object], *, is_known: bool) -> None:
        """Search in the background, unless the result is known, and then call `then`."""
        if is_known:
            self._act(then)
        elif self._search is None:
            self._act(_nothing)
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
            then = partial(self._show_error, error)
            found = None
        with self._turn:
            if not is_unwanted.is_set():
                self._search = None
                self._model.found = found
                self._act(then)

    # Showing

    def _say(self, text: str, *, is_wrong: bool = False) -> None:
        self.message, self._is_wrong = text, is_wrong

    def _show_error(self, error: Exception) -> None:
        """Show what went wrong."""
        if isinstance(error, SearchEndedError):
            self._say(self._model.words.interrupted)
        else:
            self._say(what_went_wrong(error), is_wrong=True)
        self._paint()

    def _paint(self) -> None:
        board = self._model.board(self._activity)
        for name in [*self._steps.keys() - {card.name for card in board.cards}]:
            del self._steps[name]
        for card in board.cards:
            self._steps.setdefault(card.name, self._press(partial(self.step, card.name)))
        self._lanes.paint(board, self.message, is_wrong=self._is_wrong)


def _nothing() -> None:
    """Change nothing: `_act()` shows how the game stands."""
