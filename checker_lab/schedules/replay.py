"""The policy that plays a given schedule, move by move."""

from collections.abc import Callable, Sequence

from checker_lab.schedules.errors import CannotMoveError
from checker_lab.schedules.phrases import HAS_ENDED, NO_PHRASE, Phrase, cannot_move, no_such_thread
from checker_lab.schedules.policy import NO_MOVER, STOP_HERE, Mover
from checker_lab.schedules.schedule import Schedule
from checker_lab.schedules.search import LONGEST_STREAK, following

__all__ = ["Replay"]


class Replay:
    """Plays `schedule`; when it is over, lets the current thread go on, or stops.

    Args:
        schedule: who moves.
        finish: go on when the schedule is over.
        strict: raise CannotMoveError for a move that is not possible, instead of skipping it.
    """

    def __init__(self, schedule: Schedule, *, finish: bool, strict: bool) -> None:
        self._schedule = schedule
        self._finish = finish
        self._strict = strict
        self._movers: Sequence[Mover] = ()
        self._why: Callable[[int], Phrase] = _unknown
        self._step = 0
        self._last = NO_MOVER
        self._streak = 0
        self._skipped: list[str] = []

    @property
    def skipped(self) -> tuple[str, ...]:
        """The moves that were skipped."""
        return tuple(self._skipped)

    def attach(self, movers: Sequence[Mover], why: Callable[[int], Phrase]) -> None:
        """Say whom the names of the schedule stand for.

        Args:
            movers: the threads or tasks of the run; more may be added while it goes on.
            why: gets an index in `movers`, and says what that one waits for.
        """
        self._movers = movers
        self._why = why

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
            if index in ready or (index != NO_MOVER and self._movers[index].has_deadline):
                return index
            if self._strict:
                raise CannotMoveError(self._why_not(name, index))
            self._skipped.append(name)
        return STOP_HERE

    def _by_default(self, ready: tuple[int, ...], current: int) -> int:
        if current != NO_MOVER and (len(ready) == 1 or self._streak < LONGEST_STREAK):
            return current
        return following(ready, self._last)

    def _index(self, name: str) -> int:
        names = (index for index, mover in enumerate(self._movers) if mover.name == name)
        return next(names, NO_MOVER)

    def _why_not(self, name: str, index: int) -> Phrase:
        if index == NO_MOVER:
            return no_such_thread(self._step, name, (mover.name for mover in self._movers))
        why = HAS_ENDED if self._movers[index].ended else self._why(index)
        return cannot_move(self._step, name, why)


def _unknown(index: int) -> Phrase:
    return NO_PHRASE
