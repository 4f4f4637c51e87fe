"""What all figures share: measure ours and the floor in turns, and compare them.

Both sides run in one process, ours first in one round and the floor first in the next, so that
whatever slows the machine down for a while slows both. The garbage collector is on, as in real
programs, and has just been run when a measurement begins.
"""

import gc
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple, TypeAlias

__all__ = ["Row", "Rows", "Size", "Spread", "Timed", "alternate", "repeat", "spread_of", "timed"]

Timed: TypeAlias = Callable[[], float]
"""Does its work once and returns the seconds it took."""


class Size(NamedTuple):
    """How much to measure. `--quick` is for trying the benchmarks, not for figures."""

    quick: bool = False

    def of(self, count: int) -> int:
        """Return how many of `count` repetitions to do."""
        return max(count // 10, 1) if self.quick else count

    @property
    def rounds(self) -> int:
        return 3 if self.quick else 9


class Spread(NamedTuple):
    """The median of several rounds, and where the middle half of them lies."""

    got: float
    low: float
    high: float


class Row(NamedTuple):
    """One row of the table.

    `wanted` is the target, the largest acceptable value; None if there is no target. `got` is the
    median, and None if nothing was measured; the middle half of the rounds lies between `low` and
    `high`. All are in `unit`. `note` says why nothing was measured, or what a reader must know.
    `reason` explains why the figure misses its target, in case it does.
    """

    figure: str
    floor: str
    wanted: float | None
    unit: str = "x"
    got: float | None = None
    low: float | None = None
    high: float | None = None
    note: str = ""
    reason: str = ""

    def measured(self, spread: Spread, note: str = "") -> "Row":
        """Return the row with its figure."""
        got, low, high = spread
        return self._replace(got=got, low=low, high=high, note=note or self.note)

    @property
    def falls_short(self) -> bool:
        return self.got is not None and self.wanted is not None and self.got > self.wanted


Rows: TypeAlias = Iterator[Row]


def timed(function: Callable[[], object]) -> Timed:
    """Measure the seconds that `function` takes."""

    def run() -> float:
        gc.collect()
        started_at = time.perf_counter()
        function()
        return time.perf_counter() - started_at

    return run


def spread_of(values: Sequence[float]) -> Spread:
    """Return the median and the middle half."""
    if len(values) == 1:
        return Spread(values[0], values[0], values[0])
    low, middle, high = statistics.quantiles(values, n=4, method="inclusive")
    return Spread(middle, low, high)


def alternate(ours: Timed, floor: Timed, rounds: int) -> Spread:
    """Measure ours as a multiple of the floor, round by round."""
    ours(), floor()  # a warm-up: imports, caches, first connections
    ratios = []
    for number in range(rounds):
        if number % 2:
            below, above = floor(), ours()
        else:
            above, below = ours(), floor()
        ratios.append(above / below)
    return spread_of(ratios)


def repeat(ours: Timed, rounds: int, scale: float = 1.0) -> Spread:
    """Measure ours without a floor, in units of which a second has `scale`."""
    ours()
    return spread_of([ours() * scale for _ in range(rounds)])
