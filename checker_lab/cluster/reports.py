"""The reports that a worker sends back, in few bytes.

A check that passed takes two float32; slots that follow each other cost nothing. Any other check is
described in full the first time; while it keeps ending the same way, only its outcome is sent.
"""

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from checker_lab.core.errors import SkipReason
from checker_lab.core.results import Outcome

__all__ = [
    "Batch",
    "EndedCheck",
    "LateCheck",
    "PackedReason",
    "PassedChecks",
    "ShardClosed",
    "ShardState",
    "Slots",
    "Why",
    "WorkerReport",
    "pack_passed",
    "unpack_slots",
]

Slots = NDArray[np.integer[Any]]
"""Slots of one shard, in one dimension."""

PackedSlots = tuple[int, int] | NDArray[np.uint32]
"""The first of a run of slots and their number; or each slot."""


class PassedChecks(NamedTuple):
    """Checks that passed without a message.

    `started_at` counts seconds from `since`, which is on the worker's clock; `durations` are in
    seconds.
    """

    slots: PackedSlots
    since: float
    started_at: NDArray[np.float32]
    durations: NDArray[np.float32]


class PackedReason(NamedTuple):
    """Why a check ended as it did: the pickled error, and what the service said."""

    error: bytes | None
    output: str


Why = PackedReason | SkipReason | None
"""None means: for the reason last sent for this slot (skips do not count)."""


class EndedCheck(NamedTuple):
    """Any other check; `started_at` in seconds on the worker's clock, `duration` in seconds."""

    slot: int
    outcome: Outcome
    started_at: float
    duration: float
    why: Why


class Batch(NamedTuple):
    """Results of one shard in one pass."""

    shard: int
    pass_number: int
    passed: PassedChecks | None
    others: list[EndedCheck]


class LateCheck(NamedTuple):
    """An abandoned check returned, `late` seconds after it was abandoned."""

    shard: int
    slot: int
    pass_number: int
    late: float


class ShardState(NamedTuple):
    """What a shard is doing now.

    `in_flight` counts the checks that were handed out, `started_at` has slot and start (seconds on
    the worker's clock) of each check that runs, `abandoned` the slots of abandoned ones.
    """

    shard: int
    in_flight: int
    started_at: list[tuple[int, float]]
    abandoned: list[int]


class ShardClosed(NamedTuple):
    """The shard has stopped: the slots whose checks were cancelled, and the abandoned ones.

    Without abandoned checks the worker has forgotten the shard.
    """

    shard: int
    cancelled: list[int]
    abandoned: list[int]


class WorkerReport(NamedTuple):
    """Everything that one worker has to report on one checker.

    `wake_at` and `question` are None and 0 unless the worker follows the clock of the client:
    `wake_at` is when its next timer is due there, and `question` numbers its last unanswered
    question for the time.
    """

    batches: list[Batch]
    late: list[LateCheck]
    states: list[ShardState]
    closed: list[ShardClosed]
    wake_at: float | None = None
    question: int = 0


def pack_passed(
    slots: NDArray[Any], started_at: NDArray[Any], durations: NDArray[Any]
) -> PassedChecks:
    """Pack checks that passed, at least one."""
    since = float(started_at[0])
    # A float32 has 7 digits: too few for seconds since the machine started, enough for these.
    offsets = (started_at - since).astype(np.float32)
    packed = _pack_slots(slots.astype(np.uint32))
    return PassedChecks(packed, since, offsets, durations.astype(np.float32))


def unpack_slots(slots: PackedSlots) -> Slots:
    """Return each slot."""
    if isinstance(slots, tuple):
        first, count = slots
        return np.arange(first, first + count, dtype=np.uint32)
    return slots


def _pack_slots(slots: NDArray[np.uint32]) -> PackedSlots:
    first, count = int(slots[0]), len(slots)
    if int(slots[-1]) - first == count - 1 and np.array_equal(slots, unpack_slots((first, count))):
        return first, count
    return slots
