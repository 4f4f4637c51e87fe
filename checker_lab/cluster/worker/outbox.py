"""The outbox of a shard: what has happened in it and has not been reported yet.

The owner of the shard puts things in, one at a time; the agent takes them out in the event loop of
the worker, without a lock: each container is appended to at one end and emptied at the other.
"""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator

import numpy as np
from numpy.typing import NDArray

from checker_lab.cluster.pickling import pack_error
from checker_lab.cluster.reports import (
    Batch,
    EndedCheck,
    LateCheck,
    PackedReason,
    Why,
    pack_passed,
)
from checker_lab.core.errors import CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event, LateReturn, Stopped
from checker_lab.core.lines import name_and_text
from checker_lab.core.results import CheckResult, Outcome, StopReport

__all__ = ["Outbox", "PassNumbers"]

FIELDS = 4
"""Numbers kept of a check that passed: its pass, its slot, its start and its duration."""

HINDERED = (SkipReason.STILL_RUNNING, SkipReason.STILL_WAITING)

Gist = tuple[Outcome, str, str, str]
"""An outcome, the text of its error, the text of the cause of that, and the output."""


class PassNumbers:
    """Translates numbers: the checker of a shard counts its own passes, not those of the cluster.

    The agent starts passes while the event loop of the worker translates.
    """

    def __init__(self) -> None:
        self.started = 0
        # From each first number on: what to add to get the number in the cluster.
        self._offsets: list[tuple[int, int]] = [(0, 0)]

    def start(self, in_cluster: int) -> None:
        """The next pass of the shard has this number in the cluster."""
        self.started += 1
        offset = in_cluster - self.started
        if offset != self._offsets[-1][1]:
            self._offsets.append((self.started, offset))

    def in_cluster(self, number: int) -> int:
        """Return the number in the cluster of this pass of the shard."""
        _, offset = self._offsets[bisect_right(self._offsets, (number, math.inf)) - 1]
        return number + offset


class Outbox:
    """Collects the events of one shard, and the checks that passed.

    Attributes:
        stopped: the report of the last stop, until the runner takes it.
        has_ended_pass: did an event other than `CheckEnded` come since the last `take()`?

    Args:
        shard: its number.
        numbers: of its passes.
        wake: called by the owner of the shard when there is something to take.
    """

    def __init__(self, shard: int, numbers: PassNumbers, wake: Callable[[], None]) -> None:
        self._shard = shard
        self._numbers = numbers
        self._wake = wake
        # Numbers instead of objects: a hundred thousand objects that live until the next report
        # would cost the garbage collector more than all checks cost. One list for all fields, since
        # extend() adds the four of them in one step.
        self._passed: list[float] = []
        self._others: deque[CheckResult] = deque()
        self._late: deque[LateCheck] = deque()
        self._gists: dict[int, Gist] = {}
        self._is_woken = False
        self.has_ended_pass = False
        self.stopped: StopReport | None = None

    @property
    def pending(self) -> int:
        """How many results and late returns have not been taken?"""
        return len(self._passed) // FIELDS + len(self._others) + len(self._late)

    def add_passed(self, number: int, item_id: str, started_at: float, duration: float) -> None:
        """A check passed without a message."""
        self._passed.extend((number, int(item_id), started_at, duration))
        self._wake_once()

    def hear(self, event: Event) -> None:
        """Keep what there is to report of an event."""
        if type(event) is CheckEnded:
            self._others.append(event.result)
        else:
            self._hear_other(event)
        self._wake_once()

    def _wake_once(self) -> None:
        if not self._is_woken:
            self._is_woken = True
            self._wake()

    def _hear_other(self, event: Event) -> None:
        self.has_ended_pass = True
        match event:
            case LateReturn(item_id, number, seconds):
                in_cluster = self._numbers.in_cluster(number)
                self._late.append(LateCheck(self._shard, int(item_id), in_cluster, seconds))
            case Stopped(report):
                self.stopped = report

    def take(self, most: int, batches: list[Batch], late: list[LateCheck]) -> None:
        """Move everything to `batches` and `late`; of checks that did not pass at most `most`."""
        self._is_woken = self.has_ended_pass = False
        late += [self._late.popleft() for _ in range(len(self._late))]
        others = [self._others.popleft() for _ in range(min(most, len(self._others)))]
        batches += self._batches(self._take_passed(), others)

    def _take_passed(self) -> NDArray[np.float64]:
        kept = self._passed[: len(self._passed)]
        del self._passed[: len(kept)]
        rows = np.array(kept, dtype=np.float64).reshape(-1, FIELDS)
        if self._others:
            # Passes must end in order, so later ones wait for the checks that are left behind.
            is_later = rows[:, 0] >= self._others[0].pass_number
            self._passed[:0] = rows[is_later].ravel().tolist()
            rows = rows[~is_later]
        return rows

    def _batches(self, rows: NDArray[np.float64], others: list[CheckResult]) -> Iterator[Batch]:
        """Yield a batch for each pass; checks that passed stay columns, never one object each."""
        # A check was hindered by one of an earlier pass, which ended later: report it first.
        hindered = [result for result in others if _was_hindered(result)]
        if hindered and len(hindered) < len(others) + len(rows):
            yield from self._batches(rows[:0], hindered)
            others = [result for result in others if not _was_hindered(result)]
        numbers = {int(number) for number in np.unique(rows[:, 0])}
        for number in sorted(numbers | {result.pass_number for result in others}):
            of_pass = rows[rows[:, 0] == number]
            passed = pack_passed(*of_pass.T[1:]) if len(of_pass) else None
            ended = [self._ended(each) for each in others if each.pass_number == number]
            yield Batch(self._shard, self._numbers.in_cluster(number), passed, ended)

    def _ended(self, result: CheckResult) -> EndedCheck:
        slot = int(result.item_id)
        why = self._why(slot, result)
        return EndedCheck(slot, result.outcome, result.started_at, result.duration, why)

    def _why(self, slot: int, result: CheckResult) -> Why:
        error = result.error
        if isinstance(error, CheckSkippedError):
            return error.reason
        gist = _gist(result)
        if self._gists.get(slot) == gist:
            return None
        self._gists[slot] = gist
        return PackedReason(None if error is None else pack_error(error), result.output)


def _was_hindered(result: CheckResult) -> bool:
    error = result.error
    return isinstance(error, CheckSkippedError) and error.reason in HINDERED


def _gist(result: CheckResult) -> Gist:
    error = result.error
    cause = None if error is None else error.__cause__
    return (
        result.outcome,
        "" if error is None else name_and_text(error),
        "" if cause is None else name_and_text(cause),
        result.output,
    )
