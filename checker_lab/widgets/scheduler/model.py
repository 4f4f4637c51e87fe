"""What the Scheduler shows. It knows no widget and no HTML, and starts no thread."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.plurals import fill
from checker_lab.schedules import CannotMoveError, Exploration, Run, Schedule, Standing
from checker_lab.schedules.phrases import ENDED
from checker_lab.schedules.picture.drawing import drawn_run
from checker_lab.schedules.picture.moves import DrawnRun
from checker_lab.schedules.picture.story import lost_here, texts_of, what_is_lost
from checker_lab.schedules.source import is_cell
from checker_lab.widgets.scheduler.game import Game
from checker_lab.widgets.scheduler.source import CodeLine, listing
from checker_lab.widgets.scheduler.words import WORDS

__all__ = [
    "Activity",
    "Card",
    "Change",
    "GameVerdict",
    "SchedulerBoard",
    "SchedulerModel",
    "StateRow",
]

CardKind = Literal["new", "ready", "timed", "waiting", "ended", "over"]
Mood = Literal["open", "won", "held", "searching"]
Activity = Literal["", "searching", "playing"]


class Card(NamedTuple):
    """One thread or task.

    Attributes:
        key: the key that moves it, or "".
        kind: how it stands. "timed" waits and can still be chosen: time passes until its deadline.
            "over" could go on, but the game is over.
        words: the same in the language of the game.
        reason: what it waits for, or how it ended, or "".
        source: the line that comes next, or "".
        place: where the line is that comes next, or ran last.
        lines: the function that this line is in.
        values: the local variables of that function, as text.
        is_next: does the schedule that is shown go on with it?
    """

    name: str
    key: str
    kind: CardKind
    words: str
    reason: str
    source: str
    place: str
    lines: tuple[CodeLine, ...]
    values: Mapping[str, str]
    is_next: bool

    @property
    def can_move(self) -> bool:
        return self.kind in {"new", "ready", "timed"}


class Change(NamedTuple):
    """The last change of the shared state: who made it, in which move, and the value before."""

    thread: str
    move: int
    before: str


class StateRow(NamedTuple):
    """One part of the shared state."""

    name: str
    value: str
    change: Change | None = None


class GameVerdict(NamedTuple):
    """How the game stands: a headline, and what the learner may do next."""

    mood: Mood
    head: str
    more: str = ""

    def __str__(self) -> str:
        return f"{self.head} {self.more}" if self.more else self.head


class SchedulerBoard(NamedTuple):
    """All that the widget shows at one moment.

    Attributes:
        said: the last move in words, for a screen reader.
        drawn: the moves so far, to be drawn.
        moves: how many moves there are to go back and forward in; `drawn` ends at one of them.
        activity: what goes on in the background.
        can_go_back: are there moves of the learner's own to go back to?
    """

    language: Language
    verdict: GameVerdict
    proof: str
    said: str
    cards: tuple[Card, ...]
    state: tuple[StateRow, ...]
    drawn: DrawnRun
    moves: int
    output: str
    activity: Activity
    can_go_back: bool


class OwnMoves(NamedTuple):
    """The learner's moves while another schedule is shown, and where in them the game stood."""

    schedule: Schedule
    position: int


class SchedulerModel:
    """A game, its moves, and how many of them are played. Each move plays the schedule again.

    It has no lock of its own: the widget guards it.

    Attributes:
        run: the moves up to the one that is looked at, played.
        schedule: all moves, also those that were undone.
        found: what the search has found, or None before it.
        is_counted: may the board say how many schedules lose?
        is_showing: are the moves those of a losing schedule, not the learner's?
    """

    def __init__(self, game: Game, language: Language) -> None:
        self.game = game
        self.language = language
        self.words = WORDS[language]
        self.found: Exploration | None = None
        self.is_counted = False
        self.is_showing = False
        self.schedule = Schedule()
        self.run = self._start = game.play(())
        self._prepared: Schedule | None = None
        self._own: OwnMoves | None = None

    @property
    def position(self) -> int:
        """How many of the moves are played."""
        return len(self.run.schedule)

    @property
    def is_at_end(self) -> bool:
        """Are all moves played?"""
        return self.position == len(self.schedule)

    # Moves

    def step(self, moves: Iterable[str]) -> None:
        """Make one move, or several, written as a schedule.

        If they are those that come next anyway, the others after them stay.

        Raises:
            CannotMoveError: one of them is not possible, and none is made.
        """
        added = Schedule(moves)
        self._check_first(added)
        schedule = Schedule((*self.run.schedule, *added))
        self._play(schedule)
        if self.schedule[: len(schedule)] != schedule:
            self._own = self._own if self.is_showing else None
            self.schedule, self.is_showing = schedule, False

    def undo(self) -> None:
        """Go one move back.

        Raises:
            CannotMoveError: there is none.
        """
        if not self.position:
            raise CannotMoveError(self.words.nothing_to_undo)
        self.go(self.position - 1)

    def go(self, position: int) -> None:
        """Go back or forward, to where so many of the moves are played.

        Raises:
            CannotMoveError: there are not so many.
        """
        if not 0 <= position <= len(self.schedule):
            raise CannotMoveError(self.words.no_such_move.format(position, len(self.schedule)))
        self._play(self.schedule[:position])

    def reset(self) -> None:
        """Start again, without any moves."""
        self._play(())
        self.schedule, self.is_showing, self._own = Schedule(), False, None

    # A schedule that loses

    def prepare(self, moves: Iterable[str]) -> None:
        """Show this losing schedule, before its first move."""
        self._prepared = Schedule(moves)
        self.show()

    @property
    def can_show(self) -> bool:
        """Is it known which schedule to show, if there is one?"""
        return self._prepared is not None or self.found is not None

    def show(self) -> bool:
        """Show the losing schedule, before its first move; is there one?

        The learner's own moves are kept for `back()`.
        """
        shown = self._prepared
        if shown is None and self.found is not None:
            shown = self.found.shortest
        if shown is None:
            return False
        own = OwnMoves(self.schedule, self.position)
        self._play(())
        if not self.is_showing:
            self._own = own if own.schedule else None
        self.schedule, self.is_showing = shown, True
        return True

    def back(self) -> None:
        """Go back to the learner's own moves.

        Raises:
            CannotMoveError: there are none.
        """
        if self._own is None:
            raise CannotMoveError(self.words.nothing_to_go_back_to)
        schedule, position = self._own
        self._play(schedule[:position])
        self.schedule, self.is_showing, self._own = schedule, False, None

    def _play(self, moves: tuple[str, ...]) -> None:
        run = self.game.play(moves)
        if len(run.schedule) < len(moves):
            raise CannotMoveError(self.words.is_over)
        self.run = run

    def _check_first(self, moves: Schedule) -> None:
        if self.run.outcome != "unfinished":
            raise CannotMoveError(self.words.is_over)
        for name in moves[:1]:
            if name not in self.run.threads:
                known = ", ".join(self.run.threads)
                raise CannotMoveError(self.words.no_such_thread.format(name, known))
            if name not in self.run.movable:
                card = self._card(self.run.threads[name], "")
                raise CannotMoveError(
                    self.words.cannot_move.format(name, card.reason or card.words)
                )

    # What it shows

    def example(self) -> Run:
        """A run in which each thread has moved, and which does not show yet how it ends.

        The threads take turns: A A B would show where B has to come in to overwrite what A read.
        """
        run = self._start
        for name in (*run.threads, next(iter(run.threads))):
            if name in run.movable:
                longer = self.game.play((*run.schedule, name))
                run = longer if longer.outcome == "unfinished" else run
        return run

    def board(self, activity: Activity = "") -> SchedulerBoard:
        """All that the widget shows now."""
        drawn = drawn_run(self.run)
        keys = _keys(self.run.threads)
        return SchedulerBoard(
            self.language,
            self.verdict(activity),
            self._proof(),
            self._said(drawn),
            tuple(self._card(one, keys[one.name]) for one in self.run.threads.values()),
            tuple(self._state()),
            drawn,
            len(self.schedule),
            self.run.output,
            activity,
            self._own is not None,
        )

    def verdict(self, activity: Activity = "") -> GameVerdict:
        """How the game stands, in words."""
        words = self.words
        if activity == "searching":
            return GameVerdict("searching", words.searching)
        if self.run.loses:
            head, again = (
                (words.shown, words.by_hand) if self.is_showing else (words.won, words.again)
            )
            reason, why = self._loss()
            return GameVerdict("won", head.format(reason), f"{why}{again}")
        if self.run.outcome == "holds":
            return GameVerdict("held", words.held, words.again)
        return self._progress(activity)

    def _loss(self) -> tuple[str, str]:
        """What was lost, and a sentence that says who overwrote it, if somebody did."""
        losses = lost_here(drawn_run(self.run)) if self.run.outcome == "broken" else {}
        if not losses:
            return self.run.verdict.in_language(self.language), ""
        told = [
            phrase.in_language(self.language) for phrase in what_is_lost([*losses.values()][-1])
        ]
        return told[0], f"{told[1]}. "

    def _progress(self, activity: Activity) -> GameVerdict:
        words, done = self.words, self.position
        if self.is_showing:
            more = words.go_on if self._own is None else words.go_on_or_back
            head = words.showing.format(done, len(self.schedule))
            return GameVerdict("open", head, "" if activity else more)
        head = words.playing.format(done) if done else words.start
        return GameVerdict("open", head, words.choose)

    def _said(self, drawn: DrawnRun) -> str:
        if not drawn.moves:
            return ""
        move = drawn.moves[-1]
        texts = texts_of(move, lost_here(drawn).get(move.number), self.language)
        told = "; ".join(text.removeprefix("▸ ") for text in texts)
        return self.words.said.format(move.number, move.thread, told)

    def _proof(self) -> str:
        found, words = self.found, self.words
        if found is None or not self.is_counted:
            return ""
        if not found.exhausted:
            reach = words.only_some
        elif found.preemptions is None:
            reach = words.all_there_are
        else:
            reach = fill(self.language, words.within_bound, found.preemptions)
        if found.losing:
            return words.losing.format(found.losing, found.explored, reach)
        text = words.proven if found.holds else words.not_proven
        return text.format(found.explored, reach)

    def _card(self, one: Standing, key: str) -> Card:
        kind = self._kind(one)
        last = next((step for step in self.run.steps[::-1] if step.thread == one.name), None)
        where: Any = one if one.path or last is None else last
        template = self.words.next_line if where is one else self.words.last_line
        lines = listing(where.path, where.line)
        if where is last:
            lines = tuple(line._replace(is_marked=False) for line in lines)
        return Card(
            one.name,
            key,
            kind,
            getattr(self.words, kind),
            self._reason(one, kind),
            one.source.split("\n")[0],
            template.format(where.line, self._place(where.path, where.file)) if where.path else "",
            lines,
            one.locals,
            self.is_showing and self.schedule[self.position : self.position + 1] == (one.name,),
        )

    def _place(self, path: str, file: str) -> str:
        return self.words.cell if is_cell(path) else file

    def _reason(self, one: Standing, kind: CardKind) -> str:
        says_no_more = kind in {"new", "ready", "over"} or one.why == ENDED
        return "" if says_no_more else one.why.in_language(self.language)

    def _kind(self, one: Standing) -> CardKind:
        is_over = self.run.outcome != "unfinished"
        if one.state == "waiting":
            return "timed" if one.can_move and not is_over else "waiting"
        return "over" if is_over and one.state != "ended" else one.state

    def _state(self) -> list[StateRow]:
        changes = self._last_changes()
        return [StateRow(name, value, changes.get(name)) for name, value in self.run.state.items()]

    def _last_changes(self) -> dict[str, Change]:
        """What the last move that changed anything has changed, by name."""
        states = [self._start.state, *(step.state for step in self.run.steps)]
        moves = list(enumerate(zip(self.run.steps, pairwise(states), strict=True), start=1))
        for number, (step, (before, after)) in reversed(moves):
            changed = [name for name in after if before.get(name) != after[name]]
            if changed:
                return {name: Change(step.thread, number, before.get(name, "")) for name in changed}
        return {}


def _keys(names: Iterable[str]) -> dict[str, str]:
    """A key for each thread: its first letter, or else a digit. Later threads change no key."""
    keys: dict[str, str] = {}
    for name in names:
        free = (key for key in (name[0].lower(), *"123456789") if key not in keys.values())
        keys[name] = next(free, "")
    return keys
