"""What a shard has to report: each thing once, in the order of passes, and compact."""

import numpy as np

from checker_lab.cluster.commands import ShardSettings
from checker_lab.cluster.reports import Batch, LateCheck, PackedReason, unpack_slots
from checker_lab.cluster.worker.outbox import Outbox, PassNumbers
from checker_lab.cluster.worker.shard_engine import ShardEngine, SlotEntry
from checker_lab.core.checks import Pass
from checker_lab.core.errors import CheckFailedError, CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, LateReturn, PassEnded
from checker_lab.core.mail import AddItem, CheckNow
from checker_lab.core.results import CheckResult, Outcome


class Woken:
    """Counts how often it was called."""

    def __init__(self) -> None:
        self.times = 0

    def __call__(self) -> None:
        self.times += 1


def news_of(*begun: int) -> tuple[Outbox, Woken]:
    numbers, woken = PassNumbers(), Woken()
    for number in begun:
        numbers.start(number)
    return Outbox(7, numbers, woken), woken


def taken(news: Outbox, most: int = 1000) -> list[Batch]:
    batches: list[Batch] = []
    news.take(most, batches, [])
    return batches


def failed(slot: int, number: int, text: str = "") -> CheckEnded:
    error = CheckFailedError(text)
    return CheckEnded(CheckResult(str(slot), Outcome.FAIL, number, 1.0, 0.5, error, text), "ru")


def test_those_that_passed_are_columns() -> None:
    news, woken = news_of(4, 5)
    for slot, began in ((3, 10.0), (4, 10.5), (5, 10.25)):
        news.add_passed(2, str(slot), began, 0.125)
    assert (news.pending, woken.times) == (3, 1)
    (batch,) = taken(news)
    assert (batch.shard, batch.pass_number, batch.others) == (7, 5, [])
    assert batch.passed is not None
    assert batch.passed.slots == (3, 3)
    assert batch.passed.since == 10.0
    assert batch.passed.started_at.tolist() == [0.0, 0.5, 0.25]
    assert batch.passed.durations.tolist() == [0.125] * 3
    assert news.pending == 0
    news.add_passed(2, "9", 11.0, 0.0)
    assert woken.times == 2


def test_slots_in_any_order() -> None:
    news, _ = news_of(1)
    slots = [8, 2, 2**31, 5]
    for slot in slots:
        news.add_passed(1, str(slot), 0.0, 0.0)
    (batch,) = taken(news)
    assert batch.passed is not None
    assert isinstance(batch.passed.slots, np.ndarray)
    assert unpack_slots(batch.passed.slots).tolist() == slots


def test_a_batch_for_each_pass_in_their_order() -> None:
    news, _ = news_of(10, 11, 12)
    news.add_passed(3, "0", 5.0, 0.0)
    news.hear(failed(1, 2))
    news.add_passed(1, "2", 1.0, 0.0)
    assert [
        (batch.pass_number, batch.passed is not None, len(batch.others)) for batch in taken(news)
    ] == [(10, True, 0), (11, False, 1), (12, True, 0)]


def test_what_failed_is_told_whole_once() -> None:
    news, _ = news_of(1, 2, 3)
    for number in (1, 2):
        news.hear(failed(0, number, "the disk is full"))
    news.hear(failed(0, 3, "the disk is gone"))
    whys = [told.why for batch in taken(news) for told in batch.others]
    assert [isinstance(why, PackedReason) for why in whys] == [True, False, True]
    assert whys[1] is None


def test_a_skip_is_told_by_its_reason() -> None:
    news, _ = news_of(1)
    error = CheckSkippedError(SkipReason.STILL_RUNNING)
    news.hear(CheckEnded(CheckResult("0", Outcome.SKIPPED, 1, 1.0, 0.0, error), "ru"))
    ((told,),) = [batch.others for batch in taken(news)]
    assert told.why is SkipReason.STILL_RUNNING


def test_a_check_is_told_after_the_skip_for_which_it_was_the_reason() -> None:
    news, _ = news_of(1, 2)
    error = CheckSkippedError(SkipReason.STILL_RUNNING)
    for slot in range(2):
        skipped = CheckResult(str(slot), Outcome.SKIPPED, 2, 1.0, 0.0, error)
        news.hear(CheckEnded(skipped, "ru"))
    news.add_passed(1, "0", 0.0, 2.0)
    news.hear(failed(1, 1))
    assert [
        (batch.pass_number, batch.passed is not None, [told.slot for told in batch.others])
        for batch in taken(news)
    ] == [(2, False, [0, 1]), (1, True, [1])]


def test_no_pass_is_told_before_an_earlier_failure() -> None:
    news, _ = news_of(1, 2)
    for slot in range(3):
        news.hear(failed(slot, 1))
    news.add_passed(1, "3", 1.0, 0.0)
    for slot in range(4):
        news.add_passed(2, str(slot), 2.0, 0.0)
    reports = [taken(news, most=2), taken(news, most=2)]
    assert [
        [
            (batch.pass_number, len(batch.others), batch.passed and len(batch.passed.durations))
            for batch in report
        ]
        for report in reports
    ] == [[(1, 2, None)], [(1, 1, 1), (2, 0, 4)]]


def test_a_late_return_has_the_number_in_the_cluster() -> None:
    news, _ = news_of(40)
    news.hear(LateReturn("6", 1, 2.5, "ru"))
    assert news.has_ended_pass
    late: list[LateCheck] = []
    news.take(10, [], late)
    assert late == [LateCheck(7, 6, 40, 2.5)]


def test_the_engine_of_a_shard_makes_no_event_of_a_check_that_passed() -> None:
    passed: list[tuple[int, str, float, float]] = []
    engine = ShardEngine(
        7, ShardSettings("threads", None, 4, 4), lambda *numbers: passed.append(numbers)
    )
    entries = [SlotEntry(slot, object()) for slot in range(2)]
    engine.handle([*map(AddItem, entries), CheckNow(None)], 1.0)
    engine.advance(1.0)
    of = Pass(1, 2)
    for entry, outcome in zip(entries, (Outcome.PASS, Outcome.FAIL), strict=True):
        engine._conclude(entry, of, outcome, 1.0, 0.5)
    assert passed == [(1, "0", 1.0, 0.5)]
    told = [event for event in engine.take_events() if isinstance(event, CheckEnded | PassEnded)]
    assert [type(event) for event in told] == [CheckEnded, PassEnded]
