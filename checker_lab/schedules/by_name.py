"""Plays a schedule that somebody has written down."""

from collections.abc import Callable, Sequence
from typing import TypeVar, cast

from checker_lab.schedules.errors import CannotMoveError
from checker_lab.schedules.schedule import Schedule
from checker_lab.schedules.search import LONGEST_STREAK, following
from checker_lab.schedules.world import NOBODY, STOP_HERE, Mover

__all__ = ["ByName"]


M = TypeVar("M", bound=Mover)


class ByName:
    """Plays `schedule`, and after it lets the current thread go on, or stops.

    Args:
        schedule: who moves.
        finish: go on when the schedule is over.
        strict: raise CannotMoveError where a move is not possible, instead of leaving it out.
    """

    def __init__(self, schedule: Schedule, *, finish: bool, strict: bool) -> None:
        self._schedule = schedule
        self._finish = finish
        self._strict = strict
        self._movers: Sequence[Mover] = ()
        self._why: Callable[[Mover], str] = str
        self._step = 0
        self._last = NOBODY
        self._streak = 0
        self._skipped: list[str] = []

    @property
    def skipped(self) -> tuple[str, ...]:
        """The moves that were left out."""
        return tuple(self._skipped)

    def attach(self, movers: Sequence[M], why: Callable[[M], str]) -> None:
        """Say who the names stand for, and how to tell what one waits for.

        More may be added to `movers` while the run goes on.
        """
        self._movers = movers
        self._why = cast(Callable[[Mover], str], why)

    def choose(self, ready: tuple[int, ...], current: int, is_branch: bool) -> int:
        choice = self._from_schedule(ready)
        if choice == STOP_HERE and self._finish:
            choice = self._by_default(ready, current)
        self._streak = self._streak + 1 if choice == self._last else 0
        self._last = choice
        return choice

    def _from_schedule(self, ready: tuple[int, ...]) -> int:
        while self._step < len(self._schedule):
            name = self._schedule[self._step]
            self._step += 1
            index = self._index(name)
            if index in ready or (index != NOBODY and self._movers[index].has_deadline):
                return index
            if self._strict:
                raise CannotMoveError(f"step {self._step}: {self._why_not(name, index)}")
            self._skipped.append(name)
        return STOP_HERE

    def _by_default(self, ready: tuple[int, ...], current: int) -> int:
        if current != NOBODY and (len(ready) == 1 or self._streak < LONGEST_STREAK):
            return current
        return following(ready, self._last)

    def _index(self, name: str) -> int:
        names = (index for index, mover in enumerate(self._movers) if mover.name == name)
        return next(names, NOBODY)

    def _why_not(self, name: str, index: int) -> str:
        if index == NOBODY:
            known = ", ".join(mover.name for mover in self._movers)
            return f"there is no {name!r}; there is {known}"
        mover = self._movers[index]
        return f"{name} cannot move: it {'has ended' if mover.ended else self._why(mover)}"
