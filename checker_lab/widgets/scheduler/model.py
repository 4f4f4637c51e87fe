"""What the Scheduler shows. It knows no widget and no HTML, and starts no thread."""

from collections.abc import Iterable, Mapping
from itertools import pairwise
from typing import Any, Literal, NamedTuple

from checker_lab.core.language import Language
from checker_lab.schedules import CannotMoveError, Exploration, Run, Schedule, Standing, Step
from checker_lab.schedules.phrases import ENDED
from checker_lab.widgets.scheduler.game import Game
from checker_lab.widgets.scheduler.source import CodeLine, listing
from checker_lab.widgets.scheduler.words import WORDS

__all__ = [
    "Card",
    "Change",
    "GameVerdict",
    "SchedulerBoard",
    "SchedulerModel",
    "StateRow",
    "StoryLine",
]

CardKind = Literal["new", "ready", "timed", "waiting", "ended", "over"]
Mood = Literal["open", "won", "held", "searching"]


class Card(NamedTuple):
    """One thread or task.

    Attributes:
        kind: how it stands. "timed" waits and can still be chosen: time passes until its deadline.
            "over" could go on, but the game is over.
        words: the same in the language of the game.
        reason: what it waits for, or how it ended, or "".
        place: the line that comes next, or ran last.
        lines: the function that this line is in.
        values: the local variables of that function, as text.
    """

    name: str
    kind: CardKind
    words: str
    reason: str
    place: str
    lines: tuple[CodeLine, ...]
    values: Mapping[str, str]

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


class StoryLine(NamedTuple):
    """One move of the run."""

    thread: str
    place: str
    source: tuple[str, ...]
    changed: tuple[str, ...]
    note: str


class GameVerdict(NamedTuple):
    """How the game stands: a headline, and what the learner may do next."""

    mood: Mood
    head: str
    more: str = ""

    def __str__(self) -> str:
        return f"{self.head} {self.more}" if self.more else self.head


class SchedulerBoard(NamedTuple):
    """All that the widget shows at one moment."""

    language: Language
    verdict: GameVerdict
    proof: str
    cards: tuple[Card, ...]
    state: tuple[StateRow, ...]
    story: tuple[StoryLine, ...]
    output: str
    schedule: str
    is_showing: bool


class SchedulerModel:
    """A game and its moves so far. Each move plays the whole schedule again.

    It has no lock of its own: the widget guards it.

    Attributes:
        run: the schedule so far, played.
        found: what the search has found, or None before it.
    """

    def __init__(self, game: Game, language: Language) -> None:
        self.game = game
        self.language = language
        self.words = WORDS[language]
        self.found: Exploration | None = None
        self.run = self._start = game.play(())
        self._is_shown = False

    # Moves

    def step(self, moves: Iterable[str]) -> None:
        """Make one move, or several, written as a schedule.

        Raises:
            CannotMoveError: one of them is not possible, and none is made.
        """
        schedule = Schedule(moves)
        self._check_first(schedule)
        self._play((*self.run.schedule, *schedule))
        self._is_shown = False

    def undo(self) -> None:
        """Undo the last move.

        Raises:
            CannotMoveError: there is none.
        """
        if not self.run.schedule:
            raise CannotMoveError(self.words.nothing_to_undo)
        self._play(self.run.schedule[:-1])
        self._is_shown = self._is_shown and bool(self.run.schedule)

    def reset(self) -> None:
        """Start again."""
        self._play(())
        self._is_shown = False

    def prepare(self, moves: Iterable[str]) -> None:
        """Start again, and have a losing schedule ready for `show_next()`."""
        schedule, bound = Schedule(moves), self.game.preemptions
        self.found = Exploration(0, 0, 0, exhausted=False, shortest=schedule, preemptions=bound)
        self._play(())
        self._is_shown = True

    @property
    def is_prepared(self) -> bool:
        """Was the losing schedule given, and not found by a search?"""
        return self.found is not None and not self.found.explored

    def show_next(self) -> bool:
        """Make the next move of the shortest losing schedule, or its first; is there one?"""
        if self.found is None or self.found.shortest is None:
            return False
        done = len(self.run.schedule) if self._is_on_the_way else 0
        self._play(self.found.shortest[: done + 1])
        self._is_shown = True
        return True

    @property
    def can_show_next(self) -> bool:
        """Is a losing schedule being shown that has more moves?"""
        return self._is_shown and self._is_on_the_way

    @property
    def _is_on_the_way(self) -> bool:
        """Is the schedule so far a prefix of the one to show?"""
        if self.found is None or self.found.shortest is None:
            return False
        done = len(self.run.schedule)
        return done < len(self.found.shortest) and self.found.shortest[:done] == self.run.schedule

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
                card = self._card(self.run.threads[name])
                raise CannotMoveError(
                    self.words.cannot_move.format(name, card.reason or card.words)
                )

    # What it shows

    def example(self) -> Run:
        """A run in which each thread has moved, and which does not show yet how to lose."""
        run = self._start
        for name in (next(iter(run.threads)), *run.threads):
            if name in run.movable and run.outcome == "unfinished":
                run = self.game.play((*run.schedule, name))
        return run

    def board(self, *, is_searching: bool = False) -> SchedulerBoard:
        """All that the widget shows now."""
        return SchedulerBoard(
            self.language,
            self.verdict(is_searching=is_searching),
            self._proof(),
            tuple(map(self._card, self.run.threads.values())),
            tuple(self._state()),
            tuple(map(self._story_line, self.run.steps)),
            self.run.output,
            str(self.run.schedule),
            self.can_show_next,
        )

    def verdict(self, *, is_searching: bool = False) -> GameVerdict:
        """How the game stands, in words."""
        words = self.words
        if is_searching:
            return GameVerdict("searching", words.searching)
        if self.run.loses:
            head, again = (
                (words.shown, words.by_hand) if self._is_shown else (words.won, words.again)
            )
            reason = self.run.verdict.in_language(self.language)
            return GameVerdict("won", head.format(reason), again)
        if self.run.outcome == "holds":
            return GameVerdict("held", words.held, words.again)
        return GameVerdict("open", self._progress())

    def _progress(self) -> str:
        done = len(self.run.schedule)
        if self.can_show_next and self.found is not None and self.found.shortest is not None:
            return self.words.showing.format(done, len(self.found.shortest))
        return self.words.playing.format(done) if done else self.words.start

    def _proof(self) -> str:
        found, words = self.found, self.words
        if found is None or self.is_prepared:
            return ""
        if not found.exhausted:
            reach = words.only_some
        elif found.preemptions is None:
            reach = words.all_there_are
        else:
            reach = words.within_bound.format(found.preemptions)
        if found.losing:
            return words.losing.format(found.losing, found.explored, reach)
        text = words.proven if found.holds else words.not_proven
        return text.format(found.explored, reach)

    def _card(self, one: Standing) -> Card:
        kind = self._kind(one)
        last = next((step for step in self.run.steps[::-1] if step.thread == one.name), None)
        where: Any = one if one.path or last is None else last
        template = self.words.next_line if where is one else self.words.last_line
        lines = listing(where.path, where.line)
        if where is last:
            lines = tuple(line._replace(is_marked=False) for line in lines)
        return Card(
            one.name,
            kind,
            getattr(self.words, kind),
            self._reason(one, kind),
            template.format(where.line, where.file) if where.path else "",
            lines,
            one.locals,
        )

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

    def _story_line(self, step: Step) -> StoryLine:
        return StoryLine(
            step.thread,
            f"{step.file}:{step.line}" if step.file else "",
            tuple(step.source.split("\n")) if step.source else (),
            step.changed,
            step.remark.in_language(self.language),
        )
