"""A run as it is drawn: lanes, moves, and how it ended. Plain data."""

import re
from collections.abc import Mapping
from typing import Literal, NamedTuple

from checker_lab.schedules.phrases import NO_PHRASE, Phrase

__all__ = ["DrawnMove", "DrawnRun", "MoveKind", "StateChange", "change_of", "parted"]

MoveKind = Literal["moves", "waits", "ended", "raised"]
Mood = Literal["holds", "loses", "open"]

LATER = re.compile(r"\S+ s later(?:; |$)")


class StateChange(NamedTuple):
    """A part of the shared state, before a move and after it, as text."""

    name: str
    before: str
    after: str


class DrawnMove(NamedTuple):
    """One move of one thread or task.

    Attributes:
        number: 1 for the first move.
        thread: who moved.
        place: the file and the line.
        source: the lines that it ran.
        changed: what it changed in the shared state.
        own: the local variables that it assigned, as `items = []`.
        later: that time has passed, or NO_PHRASE.
        kind: how the thread stood after it.
        remark: the same in words, for all but "moves".
    """

    number: int
    thread: str
    place: str
    source: tuple[str, ...]
    changed: tuple[StateChange, ...] = ()
    own: tuple[str, ...] = ()
    later: Phrase = NO_PHRASE
    kind: MoveKind = "moves"
    remark: Phrase = NO_PHRASE


class DrawnRun(NamedTuple):
    """One run.

    Attributes:
        lanes: the names of its threads, each with the function in which it starts, or "".
        moves: all of them.
        mood: does it break the program? "open" is a run that is not over.
        verdict: how it ended, in words.
        schedule: who moved, as text.
        stands: by name, what each thread that has not ended does now.
    """

    lanes: Mapping[str, str]
    moves: tuple[DrawnMove, ...]
    mood: Mood
    verdict: Phrase
    schedule: str
    stands: Mapping[str, Phrase]


def change_of(text: str) -> StateChange:
    """`items: [] → ['a']` as a StateChange."""
    name, _, values = text.partition(": ")
    before, _, after = values.partition(" → ")
    return StateChange(name, before, after)


def parted(remark: Phrase) -> tuple[Phrase, MoveKind, Phrase]:
    """Part what is said of a move into the time that has passed, and how the thread stands now."""
    later, rest = NO_PHRASE, remark
    if LATER.match(remark.english):
        parts = [text.partition("; ") for text in (remark.english, remark.russian)]
        later, rest = Phrase(parts[0][0], parts[1][0]), Phrase(parts[0][2], parts[1][2])
    return later, _kind(rest.english), rest


def _kind(text: str) -> MoveKind:
    if not text:
        return "moves"
    if text.startswith("raised "):
        return "raised"
    return "ended" if text == "ended" else "waits"
