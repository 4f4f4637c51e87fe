"""The buttons of the Scheduler: one for each thread, and four for the game."""

from collections.abc import Callable
from typing import Any, NamedTuple

import ipywidgets

from checker_lab.widgets.message import Message
from checker_lab.widgets.scheduler.model import Card, SchedulerBoard
from checker_lab.widgets.scheduler.words import SchedulerWords

__all__ = ["Actions", "Controls"]


class Actions(NamedTuple):
    """What the buttons call; an error is shown beside them."""

    step: Callable[[str], object]
    undo: Callable[[], object]
    reset: Callable[[], object]
    show: Callable[[], object]
    prove: Callable[[], object]


class Controls:
    """The buttons. Tab reaches each of them, and the space bar presses it.

    Attributes:
        steps: the Step buttons by the names of their threads, also those that the code starts.
        undo, reset, show, prove: the others.
        message: the text beside them.
        widget: all of them.
    """

    def __init__(self, words: SchedulerWords, actions: Actions) -> None:
        self._words = words
        self._actions = actions
        self.steps: dict[str, Any] = {}
        self.message = Message()
        self.undo = self._button(words.undo, words.undo_hint, actions.undo)
        self.reset = self._button(words.reset, words.reset_hint, actions.reset)
        self.show = self._button(words.show_me, words.show_hint, actions.show)
        self.prove = self._button(words.prove, words.prove_hint, actions.prove)
        self._steps = _row([])
        game = [self.undo, self.reset, self.show, self.prove, self.message.widget]
        self.widget = ipywidgets.VBox([self._steps, _row(game)])

    def update(self, board: SchedulerBoard) -> None:
        """Show on the buttons which threads can move, and why the others cannot."""
        names = [card.name for card in board.cards]
        if list(self.steps) != names:
            # Existing buttons stay, so that a pressed one keeps the focus.
            self.steps = {name: self.steps.get(name) or self._step_button(name) for name in names}
            self._steps.children = tuple(self.steps.values())
        for card in board.cards:
            button = self.steps[card.name]
            button.disabled = not card.can_move
            button.tooltip = _hint(card)
        self.undo.disabled = not board.story
        self.show.description = self._words.show_next if board.is_showing else self._words.show_me

    def _step_button(self, name: str) -> Any:
        return self._button(self._words.step.format(name), "", lambda: self._actions.step(name))

    def _button(self, name: str, tooltip: str, act: Callable[[], object]) -> Any:
        layout = {"width": "auto", "min_width": "8em"}
        button = ipywidgets.Button(description=name, tooltip=tooltip, layout=layout)
        button.on_click(lambda _: self._try(act))
        button.on_msg(lambda *_: self._keep_focus(button))
        return button

    def _try(self, act: Callable[[], object]) -> None:
        try:
            act()
        except Exception as error:
            self.message.say_error(error)

    def _keep_focus(self, pressed: Any) -> None:
        """Move the focus on if the press has disabled the button.

        Otherwise the browser drops the focus, and keyboard players have to find their way back.
        """
        if pressed.disabled:
            others = [*self.steps.values(), self.undo, self.reset]
            next(button for button in others if not button.disabled).focus()


def _row(children: list[Any]) -> Any:
    return ipywidgets.HBox(children, layout={"flex_flow": "row wrap"})


def _hint(card: Card) -> str:
    """Why it cannot move, or what comes next."""
    return f"{card.name} {card.words}{card.reason and f': {card.reason}'}; {card.place}".strip("; ")
