"""Results as they come from the workers: recorded in the tables, announced, and counted."""

from collections.abc import Callable

import numpy as np

from checker_lab.cluster.item_table import Reason
from checker_lab.cluster.passes import ClusterPass
from checker_lab.cluster.pending import IN_PASS, NOT_PENDING
from checker_lab.cluster.pickling import unpack_error
from checker_lab.cluster.reports import (
    Batch,
    EndedCheck,
    PackedReason,
    PassedChecks,
    Slots,
    unpack_slots,
)
from checker_lab.cluster.shard import Shard
from checker_lab.core.errors import CheckerError, CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event
from checker_lab.core.language import Language
from checker_lab.core.results import CheckResult, Outcome

__all__ = ["ResultCollector"]


class ResultCollector:
    """Takes in the results of all shards.

    Attributes:
        passes: those that have not ended, by number.
        wall_offset: seconds from the checker's clock to the wall clock.

    Args:
        announce: takes the events.
        end_pass: called with each pass that has all its results.
        want_all: does a listener want events of checks that passed? To make one for each costs more
            than everything else here.
        language: of the events.
    """

    def __init__(
        self,
        announce: Callable[[Event], object],
        end_pass: Callable[[ClusterPass], object],
        want_all: Callable[[], bool],
        language: Language,
    ) -> None:
        self.passes: dict[int, ClusterPass] = {}
        self.wall_offset = 0.0
        self._announce = announce
        self._end_pass = end_pass
        self._want_all = want_all
        self._language = language

    def take(self, shard: Shard, batch: Batch, offset: float) -> None:
        """Take in a batch whose times are `offset` seconds behind the client's clock.

        Results that are not pending are dropped: the checks were skipped before.
        """
        number = batch.pass_number
        done = failures = 0
        if batch.passed is not None:
            done += self._take_passed(shard, number, batch.passed, offset)
        if batch.others:
            slots = np.array([ended.slot for ended in batch.others])
            expected = shard.pending.resolve(slots, number).tolist()
            for ended, how in zip(batch.others, expected, strict=True):
                # Unpacked even if it is dropped: a later result may refer to its reason.
                result = self._result(shard, number, ended, offset)
                if how != NOT_PENDING:
                    done += how == IN_PASS
                    failures += how == IN_PASS and result.outcome.is_failure
                    self._record(shard, ended.slot, result)
        self._count(number, done, failures)

    def skip(self, shard: Shard, slots: Slots, number: int, at: float, reason: SkipReason) -> None:
        """Skip the checks of these slots in this pass, at `at` seconds on the checker's clock."""
        error = CheckSkippedError(reason)
        done = int(np.count_nonzero(shard.pending.resolve(slots, number) == IN_PASS))
        current = slots[shard.are_of_current(slots, number)]
        shard.table.record_skipped(current, number, at, error, self.wall_offset)
        if self._is_wanted(number):
            for slot in slots.tolist():
                self._publish(self._make(shard, slot, Outcome.SKIPPED, number, at, 0.0, error))
        self._count(number, done, 0)

    def skip_alone(self, shard: Shard, slot: int, number: int, at: float) -> None:
        """Skip an item that came between two passes: its id is still being checked."""
        error = CheckSkippedError(SkipReason.STILL_RUNNING)
        shard.table.record_skipped(np.array([slot]), number, at, error, self.wall_offset)
        self._publish(self._make(shard, slot, Outcome.SKIPPED, number, at, 0.0, error))

    def _take_passed(self, shard: Shard, number: int, passed: PassedChecks, offset: float) -> int:
        slots = unpack_slots(passed.slots)
        how = shard.pending.resolve(slots, number)
        is_pending = how != NOT_PENDING
        slots, durations = slots[is_pending], passed.durations[is_pending].astype(np.float64)
        started_at = passed.started_at[is_pending].astype(np.float64) + (passed.since + offset)
        current = shard.are_of_current(slots, number)
        shard.table.record_passed(
            slots[current], number, started_at[current], durations[current], self.wall_offset
        )
        if self._is_wanted(number):
            columns = (slots.tolist(), started_at.tolist(), durations.tolist())
            for slot, at, seconds in zip(*columns, strict=True):
                self._publish(self._make(shard, slot, Outcome.PASS, number, at, seconds))
        return int(np.count_nonzero(how == IN_PASS))

    def _result(self, shard: Shard, number: int, ended: EndedCheck, offset: float) -> CheckResult:
        slot, outcome, started_at, duration, why = ended
        error: CheckerError | None
        if why is None:
            error, output = shard.table.last_explained(slot)
        elif isinstance(why, PackedReason):
            error = None if why.error is None else unpack_error(why.error)
            output = why.output
            shard.table.explain(slot, Reason(error, output))
        else:
            error, output = CheckSkippedError(why), ""
        at = started_at + offset
        return self._make(shard, slot, outcome, number, at, duration, error, output)

    def _make(
        self,
        shard: Shard,
        slot: int,
        outcome: Outcome,
        number: int,
        at: float,
        duration: float,
        error: CheckerError | None = None,
        output: str = "",
    ) -> CheckResult:
        item_id, wall_time = shard.members[slot].item_id, at + self.wall_offset
        return CheckResult(item_id, outcome, number, at, duration, error, output, wall_time)

    def _record(self, shard: Shard, slot: int, result: CheckResult) -> None:
        slots, number = np.array([slot]), result.pass_number
        if shard.are_of_current(slots, number)[0]:
            if result.outcome is Outcome.SKIPPED and result.error is not None:
                at, why = result.started_at, result.error
                shard.table.record_skipped(slots, number, at, why, self.wall_offset)
            else:
                shard.table.record(slot, result, self.wall_offset)
        self._publish(result)

    def _publish(self, result: CheckResult) -> None:
        self._announce(CheckEnded(result, self._language))
        started = self.passes.get(result.pass_number)
        if started is not None:
            started.keep(result)

    def _is_wanted(self, number: int) -> bool:
        """Does a listener or a caller want single results of this pass?"""
        started = self.passes.get(number)
        return self._want_all() or (started is not None and started.reply is not None)

    def _count(self, number: int, done: int, failures: int) -> None:
        started = self.passes.get(number)
        if started is None or not done:
            return
        started.count(done, failures)
        if not started.remaining:
            self._end_pass(started)
            del self.passes[number]
