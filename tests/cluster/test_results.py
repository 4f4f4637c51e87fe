"""Results of a shard: recorded, announced and counted."""

import numpy as np

from checker_lab.cluster.member import Member
from checker_lab.cluster.passes import ClusterPass
from checker_lab.cluster.pickling import pack_error
from checker_lab.cluster.reports import Batch, EndedCheck, PackedReason, pack_passed
from checker_lab.cluster.results import ResultCollector
from checker_lab.cluster.shard import Shard
from checker_lab.core.errors import CheckFailedError, CheckSkippedError, SkipReason
from checker_lab.core.events import CheckEnded, Event
from checker_lab.core.results import CheckResult, Outcome

FULL = PackedReason(pack_error(CheckFailedError("the disk is full")), "df says so")


class Desk:
    """A shard of three items in pass 1, and what a collector makes of its batches."""

    def __init__(self, want_all: bool = True) -> None:
        self.events: list[Event] = []
        self.ended: list[ClusterPass] = []
        self.shard = Shard(0, "threads")
        for item_id in "abc":
            self.shard.add(Member(item_id, "threads", b""))
        self.collector = ResultCollector(
            self.events.append, self.ended.append, lambda: want_all, "en"
        )
        self.start(1)

    def start(self, number: int) -> None:
        self.shard.await_pass(number)
        self.collector.passes[number] = ClusterPass(number, 3, None, [])

    def take(self, number: int, *others: EndedCheck, passed: tuple[int, ...] = ()) -> None:
        slots, seconds = np.array(passed, np.float64), np.full(len(passed), 5.0)
        packed = pack_passed(slots, seconds, np.full(len(passed), 0.5)) if passed else None
        self.collector.take(self.shard, Batch(0, number, packed, list(others)), 100.0)

    @property
    def results(self) -> list[CheckResult]:
        return [event.result for event in self.events if isinstance(event, CheckEnded)]


def failed(slot: int, why: PackedReason | SkipReason | None) -> EndedCheck:
    return EndedCheck(slot, Outcome.FAIL, 6.0, 0.25, why)


def test_a_pass_ends_with_its_last_result_and_counts_its_failures() -> None:
    desk = Desk()
    desk.take(1, failed(1, FULL), passed=(0,))
    assert not desk.ended
    desk.take(1, passed=(2,))
    assert [(ended.number, ended.failures) for ended in desk.ended] == [(1, 1)]
    assert [(each.item_id, each.started_at) for each in desk.results] == [
        ("a", 105.0),
        ("b", 106.0),
        ("c", 105.0),
    ]


def test_checks_that_passed_are_recorded_without_events_if_nobody_wants_them() -> None:
    desk = Desk(want_all=False)
    desk.take(1, passed=(0, 1, 2))
    assert desk.events == []
    assert len(desk.ended) == 1
    assert {view.checks for view in desk.shard.table.views("abc", {}, ())} == {1}


def test_a_reason_is_sent_once_and_repeated_here() -> None:
    desk = Desk()
    desk.take(1, failed(1, FULL))
    desk.start(2)
    desk.take(2, failed(1, None))
    first, second = desk.results
    assert str(first.error) == "the disk is full"
    assert (second.error, second.output) == (first.error, "df says so")


def test_a_dropped_result_leaves_its_reason_for_later_ones() -> None:
    desk = Desk()
    desk.collector.skip(desk.shard, np.array([1]), 1, 0.0, SkipReason.WORKER_SILENT)
    desk.take(1, failed(1, FULL))
    desk.start(2)
    desk.take(2, failed(1, None))
    skipped, later = desk.results
    assert isinstance(skipped.error, CheckSkippedError)
    assert str(later.error) == "the disk is full"


def test_a_skip_between_two_passes_counts_for_none() -> None:
    desk = Desk()
    desk.collector.skip_alone(desk.shard, 0, 1, 3.0)
    assert [each.outcome for each in desk.results] == [Outcome.SKIPPED]
    assert desk.collector.passes[1].remaining == 3
