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
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator
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
    """The prefixes still to play, those with fewer preemptions first.

    Args:
        preemptions: the preemption bound, or None.
        around: names of threads: only switches to or from these are tried; None for all.
    """

    def __init__(self, preemptions: int | None, around: Collection[str] | None = None) -> None:
        self._bound = preemptions
        self._around = around
        self._level = 0
        self._stack = [b""]
        self._rest: Iterator[bytes] = iter(())
        self._next_level: list[tuple[bytes, list[Point]]] = []

    def pop(self) -> bytes | None:
        """The next prefix, or None when all schedules within the preemption bound were played."""
        if self._stack:
            return self._stack.pop()
        prefix = next(self._rest, None)
        while prefix is None and self._next_level:
            self._level += 1
            prefixes = _prefixes(self._next_level)
            self._rest = prefixes if self._around is None else iter(spread(list(prefixes)))
            self._next_level = []
            prefix = next(self._rest, None)
        return prefix

    def push(self, played: Played, policy: SearchPolicy) -> None:
        """Add what else was possible in a run."""
        moves, free, preempting = played.moves, policy.free, policy.preempting
        if self._around is not None:
            indexes = [at for at, name in enumerate(played.names) if name in self._around]
            free = _without_twins(played, _only_around(indexes, free))
            preempting = _without_twins(played, _only_around(indexes, preempting))
        self._stack.extend(_prefixes([(moves, free)]))
        if preempting and (self._bound is None or self._level < self._bound):
            self._next_level.append((moves, preempting))


def search(
    play: Play,
    preemptions: int | None,
    max_schedules: int,
    around: Collection[str] | None = None,
) -> Tally:
    """Play every schedule with at most `preemptions` preemptions, `max_schedules` at most.

    Args:
        around: names of threads: only switches to or from these are tried; None for all.
    """
    tally = Tally()
    frontier = Frontier(preemptions, around)
    while (prefix := frontier.pop()) is not None:
        if tally.explored == max_schedules:
            return tally
        policy = SearchPolicy(prefix)
        played = play(policy)
        tally.count(played)
        if tally.is_over:
            return tally
        frontier.push(played, policy)
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


def spread(prefixes: list[bytes]) -> list[bytes]:
    """Return them in an order in which the first few come from everywhere among them.

    A search that ends early has then tried to switch at the end of a long run too.
    """
    bits = max(1, (len(prefixes) - 1).bit_length())
    places = (int(f"{number:0{bits}b}"[::-1], 2) for number in range(1 << bits))
    return [prefixes[place] for place in places if place < len(prefixes)]


def _only_around(indexes: list[int], points: list[Point]) -> list[Point]:
    """Leave out the switches between threads that are not named.

    Of those to which a named thread could lose its turn, the first and the last one are kept: the
    others are mostly workers that are alike.
    """
    found = []
    for step, ready, chosen in points:
        named = tuple(index for index in ready if index in indexes)
        others = tuple(index for index in ready if index not in indexes)
        if chosen in indexes:
            named += tuple(dict.fromkeys(others[:1] + others[-1:]))
        found.append((step, named, chosen))
    return found


def _without_twins(played: Played, points: list[Point]) -> list[Point]:
    """Of the points at which threads of one name have made as many moves, keep the first and last.

    Workers that are alike, such as `serve` and `serve-2`, stand at the same line there.
    """
    moves = Counter[int]()
    made = []
    for index in played.moves:
        made.append(moves[index])
        moves[index] += 1
    first, last = dict[tuple[str, int], Point](), dict[tuple[str, int], Point]()
    for point in points:
        step, _, chosen = point
        twins = (played.names[chosen].rstrip("-0123456789"), made[step])
        first.setdefault(twins, point)
        last[twins] = point
    return sorted({*first.values(), *last.values()})


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
