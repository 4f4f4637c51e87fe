"""What comes back from a worker, in few bytes: a report over all its shards.

A check that passed is a slot and two float32. Whatever else happened is told whole the first time,
and by its outcome alone as long as the same goes on.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker_lab.core.errors import SkipReason
from checker_lab.core.results import Outcome

__all__ = [
    "Batch",
    "Closed",
    "Details",
    "Late",
    "News",
    "Passed",
    "Report",
    "Told",
    "UnderWay",
    "pack_passed",
    "unpack_slots",
]

Slots = tuple[int, int] | NDArray[np.uint32]
"""The first and the number of those that follow each other, or each one."""


class Passed(NamedTuple):
    """Checks that passed: seconds are float32, `began` counted from `since` (worker's clock)."""

    slots: Slots
    since: float
    began: NDArray[np.float32]
    took: NDArray[np.float32]


class Details(NamedTuple):
    """Why a check ended so: the error, pickled, and what the service said."""

    error: bytes | None
    output: str


News = Details | SkipReason | None
"""Why; None: as it was told of this slot the last time, skips apart."""


class Told(NamedTuple):
    """A check that ended otherwise."""

    slot: int
    outcome: Outcome
    began: float
    took: float
    news: News


class Batch(NamedTuple):
    """Results of one shard in one pass."""

    shard: int
    pass_number: int
    passed: Passed | None
    told: list[Told]


class Late(NamedTuple):
    """An abandoned check came back, `late` seconds after it was given up."""

    shard: int
    slot: int
    pass_number: int
    late: float


class UnderWay(NamedTuple):
    """What the shard is at: `handed_out` checks, of which those in `began` run, by their slots."""

    shard: int
    handed_out: int
    began: list[tuple[int, float]]
    abandoned: list[int]


class Closed(NamedTuple):
    """The checks of the shard have ended but for the abandoned ones; without such, it is gone."""

    shard: int
    cancelled: list[int]
    abandoned: list[int]


class Report(NamedTuple):
    """All news of a worker; `now` and `wake_at` are in seconds on its clock.

    `wake_at` is when it has something to do by the client's clock, if that is the one it follows,
    and `asks` the number of its last question what that clock says, or 0.
    """

    now: float
    batches: list[Batch]
    late: list[Late]
    under_way: list[UnderWay]
    closed: list[Closed]
    wake_at: float | None = None
    asks: int = 0


def pack_passed(slots: NDArray[Any], began: NDArray[Any], took: NDArray[Any]) -> Passed:
    """Checks that passed, at least one, in few bytes."""
    since = float(began[0])
    times = (began - since).astype(np.float32)
    return Passed(_pack_slots(slots.astype(np.uint32)), since, times, took.astype(np.float32))


def unpack_slots(slots: Slots) -> NDArray[Any]:
    """Each slot."""
    if isinstance(slots, tuple):
        first, count = slots
        return np.arange(first, first + count, dtype=np.uint32)
    return slots


def _pack_slots(slots: NDArray[np.uint32]) -> Slots:
    first, count = int(slots[0]), len(slots)
    if int(slots[-1]) - first == count - 1 and np.array_equal(slots, unpack_slots((first, count))):
        return first, count
    return slots
