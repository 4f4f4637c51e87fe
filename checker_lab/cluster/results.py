"""Results as they come from the workers: entered into the accounts, told, and counted."""

from collections.abc import Callable

import numpy as np

from checker_lab.cluster.item_table import Reason, Slots
from checker_lab.cluster.passes import ClusterPass
from checker_lab.cluster.pickling import unpack_error
from checker_lab.cluster.reports import Batch, Details, Passed, Told, unpack_slots
from checker_lab.cluster.shard import UNAWAITED, WHOLE, Shard
from checker_lab.core.errors import CheckerError, CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event
from checker_lab.core.language import Language
from checker_lab.core.results import CheckResult, Outcome

__all__ = ["Results"]


class Results:
    """Puts together what the shards have found out.

    Args:
        tell: takes the events.
        end: called with a pass of which all was heard.
        want_all: does anybody hear of checks that passed? To make an event of each costs more than
            all else.
        language: of the events.
    """

    def __init__(
        self,
        tell: Callable[[Event], object],
        end: Callable[[ClusterPass], object],
        want_all: Callable[[], bool],
        language: Language,
    ) -> None:
        self.passes: dict[int, ClusterPass] = {}
        self._tell = tell
        self._end = end
        self._want_all = want_all
        self._language = language

    def take(self, shard: Shard, batch: Batch, offset: float) -> None:
        """Take a batch; its times are `offset` seconds behind the client's clock.

        What nobody awaits was given up and told before, so that it is dropped.
        """
        number = batch.pass_number
        heard = failures = 0
        if batch.passed is not None:
            heard += self._take_passed(shard, number, batch.passed, offset)
        if batch.told:
            how = shard.hear(np.array([told.slot for told in batch.told]), number)
            for told, awaited in zip(batch.told, how.tolist(), strict=True):
                result = self._result(shard, number, told, offset)
                if awaited != UNAWAITED:
                    heard += awaited == WHOLE
                    failures += awaited == WHOLE and result.outcome.is_failure
                    self._enter(shard, told.slot, result)
        self._count(number, heard, failures)

    def skip(self, shard: Shard, slots: Slots, number: int, now: float, reason: SkipReason) -> None:
        """Nothing was, or will be, heard of these in that pass."""
        error = CheckSkippedError(reason)
        whole = int(np.count_nonzero(shard.hear(slots, number) == WHOLE))
        shard.accounts.record_skipped(slots[shard.own(slots, number)], number, now, error)
        if self._is_told(number):
            for slot in slots.tolist():
                item_id = shard.members[slot].item_id
                result = CheckResult(item_id, Outcome.SKIPPED, number, now, 0.0, error)
                self._announce(shard, slot, result)
        self._count(number, whole, 0)

    def skip_alone(self, shard: Shard, slot: int, number: int, now: float) -> None:
        """An item came between two passes, and its id is checked still."""
        error = CheckSkippedError(SkipReason.STILL_RUNNING)
        result = CheckResult(shard.members[slot].item_id, Outcome.SKIPPED, number, now, 0.0, error)
        shard.accounts.record_skipped(np.array([slot]), number, now, error)
        self._announce(shard, slot, result)

    def _take_passed(self, shard: Shard, number: int, passed: Passed, offset: float) -> int:
        slots = unpack_slots(passed.slots)
        how = shard.hear(slots, number)
        known = how != UNAWAITED
        slots, took = slots[known], passed.took[known]
        began = passed.began[known].astype(np.float64) + (passed.since + offset)
        own = shard.own(slots, number)
        shard.accounts.record_passed(slots[own], number, began[own], took[own])
        if self._is_told(number):
            each = zip(slots.tolist(), began.tolist(), took.tolist(), strict=True)
            for slot, at, seconds in each:
                item_id = shard.members[slot].item_id
                self._announce(shard, slot, CheckResult(item_id, Outcome.PASS, number, at, seconds))
        return int(np.count_nonzero(how == WHOLE))

    def _result(self, shard: Shard, number: int, told: Told, offset: float) -> CheckResult:
        slot, outcome, began, took, news = told
        error: CheckerError | None
        if news is None:
            error, output = shard.accounts.last_told(slot)
        elif isinstance(news, Details):
            error = None if news.error is None else unpack_error(news.error)
            output = news.output
            shard.accounts.remember(slot, Reason(error, output))  # it is not told again
        else:
            error, output = CheckSkippedError(news), ""
        item_id = shard.members[slot].item_id
        return CheckResult(item_id, outcome, number, began + offset, took, error, output)

    def _enter(self, shard: Shard, slot: int, result: CheckResult) -> None:
        number = result.pass_number
        if not shard.own(np.array([slot]), number)[0]:
            pass  # of one with the same id that was removed
        elif result.error is not None and result.outcome is Outcome.SKIPPED:
            at, error = result.started_at, result.error
            shard.accounts.record_skipped(np.array([slot]), number, at, error)
        else:
            shard.accounts.record(slot, result)
        self._announce(shard, slot, result)

    def _announce(self, shard: Shard, slot: int, result: CheckResult) -> None:
        self._tell(CheckEnded(result, self._language))
        begun = self.passes.get(result.pass_number)
        if begun is not None:
            begun.keep(result)

    def _is_told(self, number: int) -> bool:
        begun = self.passes.get(number)
        return self._want_all() or (begun is not None and begun.reply is not None)

    def _count(self, number: int, heard: int, failures: int) -> None:
        begun = self.passes.get(number)
        if begun is None or not heard:
            return
        begun.count(heard, failures)
        if not begun.remaining:
            self._end(begun)
            del self.passes[number]
