"""The search through all schedules. It knows no thread and no task, only who could move and when.

This is stateless model checking with iterative context bounding: play a prefix, then let the
current thread go on. Each point after the prefix at which another could have moved gives a new
prefix, so no schedule is played twice. Prefixes with fewer preemptions come first, so the first
losing schedule is a simple one. Points at which a switch commutes with what others do are no
branches, a simple form of partial-order reduction (see `tracing`).
Sources: Musuvathi and Qadeer, "Iterative context bounding for systematic testing of multithreaded
programs", PLDI 2007; Godefroid, "Partial-order methods for the verification of concurrent systems",
1996.
"""

import random
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from checker_lab.schedules.errors import NotDeterministicError
from checker_lab.schedules.policy import NO_MOVER, Policy
from checker_lab.schedules.results import Outcome
from checker_lab.schedules.schedule import Schedule

__all__ = ["Played", "RandomPolicy", "SearchPolicy", "Tally", "search", "search_at_random"]

# The fairness bound: after so many moves in a row a thread makes way for another, as on a real
# machine. Without it, a thread that spins until a flag is set would starve the one that sets it.
# Schedules in which one thread goes on for longer, while others could move, are not explored.
# Source: Musuvathi and Qadeer, "Fair stateless model checking", PLDI 2008.
LONGEST_STREAK = 2_000


class Played(NamedTuple):
    """What the search needs to know of one run."""

    moves: bytes
    names: tuple[str, ...]
    outcome: Outcome

    @property
    def schedule(self) -> Schedule:
        return Schedule(self.names[index] for index in self.moves)


# A moment at which others could have moved: the step, who was ready, and who was chosen.
Point = tuple[int, tuple[int, ...], int]

Play = Callable[[Policy], Played]


class SearchPolicy:
    """Plays `prefix`, then lets the current thread go on, and notes what else was possible.

    Attributes:
        preempting: points at which another choice would preempt a thread that could go on.
        free: points at which the last thread waited or had ended, so that no choice preempts it.
    """

    def __init__(self, prefix: bytes = b"") -> None:
        self.free: list[Point] = []
        self.preempting: list[Point] = []
        self._prefix = prefix
        self._fixed = len(prefix)
        self._step = 0
        self._last = NO_MOVER
        self._since = 0

    def choose(self, ready: tuple[int, ...], current: int, is_branch: bool) -> int:
        step = self._step
        self._step = step + 1
        if step < self._fixed:
            choice = self._prefix[step]
            if choice not in ready:
                raise not_deterministic(step)
        elif len(ready) == 1:
            choice = ready[0]
        elif current == NO_MOVER:
            choice = following(ready, self._last)
            self.free.append((step, ready, choice))
        elif step - self._since > LONGEST_STREAK:
            choice = following(ready, self._last)
        else:
            choice = current
            if is_branch:
                self.preempting.append((step, ready, choice))
        if choice != self._last:
            self._last = choice
            self._since = step
        return choice


class RandomPolicy:
    """Switches at one branch in two, to any thread that is ready."""

    def __init__(self, rng: random.Random) -> None:
        self._rng = rng

    def choose(self, ready: tuple[int, ...], current: int, is_branch: bool) -> int:
        if current != NO_MOVER and (not is_branch or self._rng.random() < 0.5):
            return current
        return self._rng.choice(ready)


@dataclass(slots=True)
class Tally:
    """What the search has found so far."""

    explored: int = 0
    losing: int = 0
    deadlocks: int = 0
    endless: int = 0
    exhausted: bool = False
    shortest: Played | None = None

    def count(self, played: Played) -> None:
        self.explored += 1
        if played.outcome == "holds":
            return
        self.losing += 1
        self.deadlocks += played.outcome == "deadlock"
        self.endless += played.outcome == "endless"
        if self.shortest is None or _length(played) < _length(self.shortest):
            self.shortest = played

    @property
    def is_over(self) -> bool:
        # The schedules nearby would hardly end either, and each costs `max_steps`.
        return self.endless > 0


class Frontier:
    """The prefixes still to play, those with fewer preemptions first."""

    def __init__(self, preemptions: int | None) -> None:
        self._bound = preemptions
        self._level = 0
        self._stack = [b""]
        self._rest: Iterator[bytes] = iter(())
        self._next_level: list[tuple[bytes, list[Point]]] = []

    def pop(self) -> bytes | None:
        """The next prefix, or None when all schedules within the preemption bound were played."""
        if self._stack:
            return self._stack.pop()
        prefix = next(self._rest, None)
        if prefix is None and self._next_level:
            self._level += 1
            self._rest = _prefixes(self._next_level)
            self._next_level = []
            prefix = next(self._rest)
        return prefix

    def push(self, moves: bytes, policy: SearchPolicy) -> None:
        """Add what else was possible in a run."""
        self._stack.extend(_prefixes([(moves, policy.free)]))
        if policy.preempting and (self._bound is None or self._level < self._bound):
            self._next_level.append((moves, policy.preempting))


def search(play: Play, preemptions: int | None, max_schedules: int) -> Tally:
    """Play every schedule with at most `preemptions` preemptions, `max_schedules` at most."""
    tally = Tally()
    frontier = Frontier(preemptions)
    while (prefix := frontier.pop()) is not None:
        if tally.explored == max_schedules:
            return tally
        policy = SearchPolicy(prefix)
        played = play(policy)
        tally.count(played)
        if tally.is_over:
            return tally
        frontier.push(played.moves, policy)
    tally.exhausted = True
    return tally


def search_at_random(play: Play, seed: int, max_schedules: int) -> Tally:
    """Play `max_schedules` schedules at random, the same ones for the same seed."""
    tally = Tally()
    rng = random.Random(seed)
    while tally.explored < max_schedules and not tally.is_over:
        tally.count(play(RandomPolicy(rng)))
    return tally


def _prefixes(runs: Iterable[tuple[bytes, list[Point]]]) -> Iterator[bytes]:
    for moves, points in runs:
        for step, ready, chosen in points:
            for index in ready:
                if index != chosen:
                    yield moves[:step] + bytes((index,))


def following(ready: tuple[int, ...], last: int) -> int:
    """Whose turn it is after `last`, if all that are ready take turns."""
    return next((index for index in ready if index > last), ready[0])


def not_deterministic(step: int) -> NotDeterministicError:
    return NotDeterministicError(
        f"the same schedule led to another run at step {step + 1}: something other than the "
        "schedule decides what the threads do, such as random numbers, the order of a set, or what "
        "an earlier run left behind. Create everything that they share in setup()"
    )


def _length(played: Played) -> tuple[int, int]:
    moves = played.moves
    return sum(moves[at] != moves[at - 1] for at in range(1, len(moves))), len(moves)
