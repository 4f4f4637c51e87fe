"""An outbox reports each event once, in the order of passes, and in few bytes."""

import numpy as np

from checker_lab.cluster.reports import Batch, LateCheck, PackedReason, unpack_slots
from checker_lab.cluster.worker.outbox import Outbox, PassNumbers
from checker_lab.core.errors import CheckFailedError, CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, LateReturn
from checker_lab.core.results import CheckResult, Outcome


class Wake:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def outbox_of(*passes: int) -> tuple[Outbox, Wake]:
    numbers, woken = PassNumbers(), Wake()
    for number in passes:
        numbers.start(number)
    return Outbox(7, numbers, woken), woken


def taken(outbox: Outbox, most: int = 1000) -> list[Batch]:
    batches: list[Batch] = []
    outbox.take(most, batches, [])
    return batches


def failed(slot: int, number: int, text: str = "") -> CheckEnded:
    error = CheckFailedError(text)
    return CheckEnded(CheckResult(str(slot), Outcome.FAIL, number, 1.0, 0.5, error, text), "ru")


def test_checks_that_passed_are_columns() -> None:
    outbox, woken = outbox_of(4, 5)
    for slot, started_at in ((3, 10.0), (4, 10.5), (5, 10.25)):
        outbox.add_passed(2, str(slot), started_at, 0.125)
    assert (outbox.pending, woken.times) == (3, 1)
    (batch,) = taken(outbox)
    assert (batch.shard, batch.pass_number, batch.others) == (7, 5, [])
    assert batch.passed is not None
    assert batch.passed.slots == (3, 3)
    assert batch.passed.since == 10.0
    assert batch.passed.started_at.tolist() == [0.0, 0.5, 0.25]
    assert batch.passed.durations.tolist() == [0.125] * 3
    assert outbox.pending == 0
    outbox.add_passed(2, "9", 11.0, 0.0)
    assert woken.times == 2


def test_slots_in_any_order() -> None:
    outbox, _ = outbox_of(1)
    slots = [8, 2, 2**31, 5]
    for slot in slots:
        outbox.add_passed(1, str(slot), 0.0, 0.0)
    (batch,) = taken(outbox)
    assert batch.passed is not None
    assert isinstance(batch.passed.slots, np.ndarray)
    assert unpack_slots(batch.passed.slots).tolist() == slots


def test_a_batch_for_each_pass_in_their_order() -> None:
    outbox, _ = outbox_of(10, 11, 12)
    outbox.add_passed(3, "0", 5.0, 0.0)
    outbox.hear(failed(1, 2))
    outbox.add_passed(1, "2", 1.0, 0.0)
    assert [
        (batch.pass_number, batch.passed is not None, len(batch.others)) for batch in taken(outbox)
    ] == [(10, True, 0), (11, False, 1), (12, True, 0)]


def test_a_failure_is_explained_once() -> None:
    outbox, _ = outbox_of(1, 2, 3)
    for number in (1, 2):
        outbox.hear(failed(0, number, "the disk is full"))
    outbox.hear(failed(0, 3, "the disk is gone"))
    whys = [ended.why for batch in taken(outbox) for ended in batch.others]
    assert [isinstance(why, PackedReason) for why in whys] == [True, False, True]
    assert whys[1] is None


def test_a_skip_is_reported_by_its_reason() -> None:
    outbox, _ = outbox_of(1)
    error = CheckSkippedError(SkipReason.STILL_RUNNING)
    outbox.hear(CheckEnded(CheckResult("0", Outcome.SKIPPED, 1, 1.0, 0.0, error), "ru"))
    ((ended,),) = [batch.others for batch in taken(outbox)]
    assert ended.why is SkipReason.STILL_RUNNING


def test_a_check_is_reported_after_the_skip_that_it_caused() -> None:
    outbox, _ = outbox_of(1, 2)
    error = CheckSkippedError(SkipReason.STILL_RUNNING)
    for slot in range(2):
        skipped = CheckResult(str(slot), Outcome.SKIPPED, 2, 1.0, 0.0, error)
        outbox.hear(CheckEnded(skipped, "ru"))
    outbox.add_passed(1, "0", 0.0, 2.0)
    outbox.hear(failed(1, 1))
    assert [
        (batch.pass_number, batch.passed is not None, [ended.slot for ended in batch.others])
        for batch in taken(outbox)
    ] == [(2, False, [0, 1]), (1, True, [1])]


def test_no_pass_is_reported_before_an_earlier_failure() -> None:
    outbox, _ = outbox_of(1, 2)
    for slot in range(3):
        outbox.hear(failed(slot, 1))
    outbox.add_passed(1, "3", 1.0, 0.0)
    for slot in range(4):
        outbox.add_passed(2, str(slot), 2.0, 0.0)
    reports = [taken(outbox, most=2), taken(outbox, most=2)]
    assert [
        [
            (batch.pass_number, len(batch.others), batch.passed and len(batch.passed.durations))
            for batch in report
        ]
        for report in reports
    ] == [[(1, 2, None)], [(1, 1, 1), (2, 0, 4)]]


def test_a_late_return_has_the_number_in_the_cluster() -> None:
    outbox, _ = outbox_of(40)
    outbox.hear(LateReturn("6", 1, 2.5, "ru"))
    assert outbox.has_ended_pass
    late: list[LateCheck] = []
    outbox.take(10, [], late)
    assert late == [LateCheck(7, 6, 40, 2.5)]
