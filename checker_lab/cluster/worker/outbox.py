"""What happens in a shard, kept on its worker until it is reported."""

import math
from bisect import bisect_right
from collections import deque
from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker_lab.cluster.pickling import pack_error
from checker_lab.cluster.reports import Batch, Details, Late, News, Told, pack_passed
from checker_lab.core.errors import CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event, LateReturn, Stopped
from checker_lab.core.lines import name_and_text
from checker_lab.core.results import CheckResult, Outcome, StopReport

__all__ = ["PassNumbers", "ShardNews"]

FIELDS = 4
"""Numbers that are kept of a check that passed: its pass, its slot, when it began, what it took."""

HINDERED = (SkipReason.STILL_RUNNING, SkipReason.STILL_WAITING)

Gist = tuple[Outcome, str, str, str]
"""An outcome, its error, the cause of that, and the output, in words."""


class PassNumbers:
    """The checker of a shard counts its own passes: which are they in the cluster?"""

    def __init__(self) -> None:
        self.begun = 0
        # From each first number on, passes have this offset to their numbers in the cluster.
        self._offsets: list[tuple[int, int]] = [(0, 0)]

    def begin(self, in_cluster: int) -> None:
        """The next pass has this number in the cluster."""
        self.begun += 1
        offset = in_cluster - self.begun
        if offset != self._offsets[-1][1]:
            self._offsets.append((self.begun, offset))

    def in_cluster(self, number: int) -> int:
        """The number in the cluster of that pass."""
        _, offset = self._offsets[bisect_right(self._offsets, (number, math.inf)) - 1]
        return number + offset


class ShardNews:
    """Hears what the checker of a shard does, in its owner.

    Args:
        shard: its number.
        numbers: of the passes.
        wake: called there when there is something to report.
    """

    def __init__(self, shard: int, numbers: PassNumbers, wake: Callable[[], None]) -> None:
        self._shard = shard
        self._numbers = numbers
        self._wake = wake
        # Numbers and no objects: a hundred thousand of those until the next report would cost the
        # garbage collector more than all checks. One list, since it grows and shrinks at once.
        self._passed: list[float] = []
        self._told: deque[CheckResult] = deque()
        self._late: deque[Late] = deque()
        self._gists: dict[int, Gist] = {}
        self._is_woken = False
        self.has_ended_pass = False
        self.stopped: StopReport | None = None

    @property
    def pending(self) -> int:
        """News that were not reported yet."""
        return len(self._passed) // FIELDS + len(self._told) + len(self._late)

    def passed(self, number: int, item_id: str, began: float, took: float) -> None:
        """A check has passed, and said no more: that is all there is to know of it."""
        self._passed.extend((number, int(item_id), began, took))
        self._call()

    def hear(self, event: Event) -> None:
        """Keep what is to be reported of it."""
        if type(event) is CheckEnded:
            self._told.append(event.result)
        else:
            self._keep_other(event)
        self._call()

    def _call(self) -> None:
        if not self._is_woken:
            self._is_woken = True
            self._wake()

    def _keep_other(self, event: Event) -> None:
        self.has_ended_pass = True
        match event:
            case LateReturn(item_id, number, seconds):
                in_cluster = self._numbers.in_cluster(number)
                self._late.append(Late(self._shard, int(item_id), in_cluster, seconds))
            case Stopped(report):
                self.stopped = report

    def take(self, most: int, batches: list[Batch], late: list[Late]) -> None:
        """Report them; of those that did more than pass, `most` at most."""
        self._is_woken = self.has_ended_pass = False
        late += [self._late.popleft() for _ in range(len(self._late))]
        told = [self._told.popleft() for _ in range(min(most, len(self._told)))]
        batches += self._batches(self._take_passed(), told)

    def _take_passed(self) -> NDArray[np.float64]:
        kept = self._passed[: len(self._passed)]
        del self._passed[: len(kept)]
        rows = np.array(kept, dtype=np.float64).reshape(-1, FIELDS)
        if self._told:  # so the passes of those have to wait, too
            is_later = rows[:, 0] >= self._told[0].pass_number
            self._passed[:0] = rows[is_later].ravel().tolist()
            rows = rows[~is_later]
        return rows

    def _batches(self, rows: NDArray[Any], told: list[CheckResult]) -> Iterator[Batch]:
        """A batch for each pass. Of a hundred thousand that passed none is looked at alone."""
        # A check that hindered one of a later pass has ended after that was skipped.
        hindered = [each for each in told if _was_hindered(each)]
        if hindered and len(hindered) < len(told) + len(rows):
            yield from self._batches(rows[:0], hindered)
            told = [each for each in told if not _was_hindered(each)]
        numbers = {int(number) for number in np.unique(rows[:, 0])}
        for number in sorted(numbers | {each.pass_number for each in told}):
            of_pass = rows[rows[:, 0] == number]
            passed = pack_passed(*of_pass.T[1:]) if len(of_pass) else None
            others = [self._tell(each) for each in told if each.pass_number == number]
            yield Batch(self._shard, self._numbers.in_cluster(number), passed, others)

    def _tell(self, result: CheckResult) -> Told:
        slot = int(result.item_id)
        news = self._news(slot, result)
        return Told(slot, result.outcome, result.started_at, result.duration, news)

    def _news(self, slot: int, result: CheckResult) -> News:
        """What is to be told of it, or None when it ended just so the last time."""
        error = result.error
        if isinstance(error, CheckSkippedError):
            return error.reason
        gist = _gist(result)
        if self._gists.get(slot) == gist:
            return None
        self._gists[slot] = gist
        return Details(None if error is None else pack_error(error), result.output)


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
