"""The game: a program to play move by move, and to search."""

import functools
from collections.abc import Callable, Iterable, Mapping
from types import ModuleType
from typing import Any, NamedTuple

from checker_lab.schedules import Exploration, Run, explore, play

__all__ = ["Game", "SearchEndedError"]

FIRST = 500
"""How many schedules a first, short search plays: its result is kept if the long one is stopped."""


class SearchEndedError(Exception):
    """The search was stopped before it finished."""


class Game(NamedTuple):
    """The arguments of `play()` and `explore()`."""

    setup: Callable[[], Any]
    threads: Mapping[str, Callable[[Any], object]]
    win: Callable[[Any], bool]
    show: Callable[[Any], Mapping[str, object]] | None = None
    step_into: Iterable[ModuleType] | None = None
    preemptions: int | None = 2
    max_schedules: int = 10_000

    def play(self, moves: Iterable[str]) -> Run:
        """Play these moves, and stop there."""
        return play(
            self.setup,
            self.threads,
            moves,
            self.win,
            finish=False,
            show=self.show,
            step_into=self.step_into,
        )

    def search(self) -> Exploration:
        """Play all schedules within the preemption bound, however long that takes."""
        return self._explore(self.setup, self.max_schedules)

    def search_until(self, is_over: Callable[[], bool]) -> Exploration:
        """The same, but stop when `is_over()` returns True, and return what the first search found.

        Raises:
            SearchEndedError: the first search had not finished.
        """
        setup = _ending(self.setup, is_over)
        first = self._explore(setup, min(FIRST, self.max_schedules))
        if first.exhausted or self.max_schedules <= FIRST:
            return first
        try:
            return self._explore(setup, self.max_schedules)
        except SearchEndedError:
            return first

    def _explore(self, setup: Callable[[], Any], max_schedules: int) -> Exploration:
        return explore(
            setup,
            self.threads,
            self.win,
            preemptions=self.preemptions,
            max_schedules=max_schedules,
            step_into=self.step_into,
        )


def _ending(setup: Callable[[], Any], is_over: Callable[[], bool]) -> Callable[[], Any]:
    """`setup`, which runs before each schedule, and stops the search where `is_over()`."""

    def make() -> Any:
        if is_over():
            raise SearchEndedError
        return setup()

    inner = setup
    while isinstance(inner, functools.partial):
        inner = inner.func
    # `explore()` looks up in which module setup() is written.
    return functools.update_wrapper(make, inner, updated=())
