"""The widget of the Scheduler, drawn in the browser by lanes.js: the lanes are the buttons."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.plurals import fill
from checker_lab.schedules import Run
from checker_lab.schedules.picture import html_of_moves
from checker_lab.schedules.picture.style import LANE_COLORS
from checker_lab.widgets.scheduler.model import Card, SchedulerBoard, StateRow
from checker_lab.widgets.scheduler.words import WORDS, SchedulerWords

__all__ = ["MARKS", "Lanes", "board_data", "example_html", "head_data"]

HERE = Path(__file__).parent

OnAct = Callable[[Mapping[str, Any]], object]

MARKS = {
    # How a thread stands.
    "new": "▷",
    "ready": "▶",
    "timed": "◔",
    "waiting": "‖",
    "ended": "■",
    "over": "□",
    # How the game stands.
    "open": "…",
    "won": "★",
    "held": "✓",
    "searching": "◔",
}
"""A sign for the eye, beside words that say the same."""


class Lanes(anywidget.AnyWidget):
    """Shows a board, and reports what the learner does.

    Args:
        head: what `head_data()` returns.
        on_act: called with the message of the browser. Its `act` is "step" (the thread `name`),
            "go" (to `position`), or the name of a button: "undo", "reset", "play", "show", "back"
            or "prove".

    Attributes:
        head, board: plain data for the browser, which shows all text as text and never as HTML.
        moves: the moves so far, as HTML in which everything from user code is escaped.
        answered: counts the answers to "go": the browser asks once at a time.
    """

    _esm = HERE / "lanes.js"
    _css = HERE / "lanes.css"

    head = traitlets.Dict().tag(sync=True)
    board = traitlets.Dict().tag(sync=True)
    moves = traitlets.Unicode().tag(sync=True)
    answered = traitlets.Int().tag(sync=True)

    def __init__(self, head: Mapping[str, Any], on_act: OnAct) -> None:
        super().__init__(head=head)
        self._on_act = on_act
        self.on_msg(self._on_message)

    def paint(self, board: SchedulerBoard, message: str, *, is_wrong: bool) -> None:
        """Show this board, in one message."""
        with self.hold_sync():
            self.moves = html_of_moves(board.drawn, board.language)
            self.board = {
                **board_data(board),
                "message": {"text": one_line(message), "isWrong": is_wrong},
            }

    def _on_message(self, _: object, content: Mapping[str, Any], buffers: object) -> None:
        self._on_act(content)
        if content.get("act") == "go":
            self.answered += 1


def head_data(title: str, aim: str, language: Language) -> dict[str, Any]:
    """What never changes: the words of the buttons, and the aim of the game."""
    words = WORDS[language]
    before, after = words.aim.split("{0}")
    name = one_line(aim) if aim.isidentifier() else ""
    return {
        "language": language,
        "title": one_line(title),
        "aim": [before + words.before_its_name * bool(name), name, words.invariant, after],
        "words": asdict(words),
    }


def board_data(board: SchedulerBoard) -> dict[str, Any]:
    """The board as plain data."""
    words = WORDS[board.language]
    verdict, done = board.verdict, len(board.drawn.moves)
    is_over = verdict.mood in {"won", "held"}
    return {
        "verdict": {
            "mood": verdict.mood,
            "mark": MARKS[verdict.mood],
            "head": one_line(verdict.head),
            "more": one_line(verdict.more),
        },
        "proof": board.proof,
        "said": one_line(f"{board.said} {verdict}" if is_over else board.said),
        "lanes": [_lane(at, card, words) for at, card in enumerate(board.cards)],
        "state": [_row(row, words) for row in board.state],
        "output": [one_line(line) for line in board.output.splitlines()],
        "position": done,
        "moves": board.moves,
        "positionText": words.position.format(done, board.moves) if board.moves else words.no_moves,
        "activity": board.activity,
        "canGoBack": board.can_go_back,
    }


def example_html(example: Run, language: Language) -> str:
    """What a stored notebook shows in place of the game."""
    said = fill(language, WORDS[language].example, len(example.schedule))
    return f'<p lang="{language}"><em>{said}</em></p>{example.picture(language).html}'


def _lane(at: int, card: Card, words: SchedulerWords) -> dict[str, Any]:
    stand = f"{card.words}: {card.reason}" if card.reason else card.words
    return {
        "name": card.name,
        "step": words.step.format(card.name),
        "key": card.key,
        "color": LANE_COLORS[at % len(LANE_COLORS)],
        "mark": MARKS[card.kind],
        "canMove": card.can_move,
        "isNext": card.is_next,
        "source": one_line(card.source),
        # A line that can run says enough.
        "stand": "" if card.kind in {"new", "ready"} and card.source else one_line(stand),
        "about": one_line(f"{card.name} {stand}; {card.place}").strip("; "),
        "place": one_line(card.place),
        "lines": [[line.number, one_line(line.text), line.is_marked] for line in card.lines],
        "values": [one_line(f"{name} = {value}") for name, value in card.values.items()],
    }


def _row(row: StateRow, words: SchedulerWords) -> dict[str, str]:
    change = row.change
    told = "" if change is None else words.changed.format(change.thread, change.move)
    return {
        "name": one_line(row.name),
        "value": one_line(row.value),
        "changed": one_line(told),
        "before": "" if change is None else one_line(change.before),
    }
