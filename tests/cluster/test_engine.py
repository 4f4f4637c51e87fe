"""The engine of a cluster's checker, on fake links: what it sends, and what it makes of reports."""

from typing import Any

import numpy as np

from checker_lab.cluster.commands import (
    AddItems,
    CloseShard,
    Command,
    DropShard,
    OpenShard,
    RemoveSlot,
    SetTimeout,
    StartPass,
)
from checker_lab.cluster.engine import MAX_QUEUED, ClusterEngine
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.mail import LinkLost, ReportReceived, SchedulerLost, WorkersListed
from checker_lab.cluster.member import Member
from checker_lab.cluster.reports import (
    Batch,
    EndedCheck,
    LateCheck,
    PassedChecks,
    ShardClosed,
    ShardState,
    WorkerReport,
    pack_passed,
)
from checker_lab.core.errors import SkipReason
from checker_lab.core.events import (
    CheckEnded,
    ClusterLost,
    Event,
    ItemsNotChecked,
    LateReturn,
    PassEnded,
    WorkerLost,
)
from checker_lab.core.mail import AddItem, CheckNow, Pace, RemoveItem, Start, Stop
from checker_lab.core.registry import Registry
from checker_lab.core.results import CheckResult, Outcome
from tests.cluster.fakes import FakeLink, as_link


class Reply:
    """Keeps the answer."""

    def __init__(self) -> None:
        self.results: tuple[CheckResult, ...] = ()

    def send(self, item: tuple[CheckResult, ...], /) -> None:
        self.results = item

    def close(self) -> None:
        raise AssertionError("it is answered")


class Desk:
    """An engine with one shard of each kind, and the fake links that it has made."""

    def __init__(self, *workers: str, shards: int = 1) -> None:
        self.made: dict[str, FakeLink] = {}
        self.registry: Registry[Member] = Registry()
        self.engine = ClusterEngine(
            shards=shards,
            per_worker=1,
            max_concurrent=None,
            registry=self.registry,
            connect=lambda worker: as_link(self.made.setdefault(worker, FakeLink(worker))),
            want_all=lambda: True,
            interval=5.0,
            timeout=None,
            max_abandoned=32,
            language="en",
        )
        self.now = 0.0
        self.turn(WorkersListed(workers))

    def turn(self, *mail: Any) -> list[Event]:
        """One turn of an owner."""
        self.engine.handle(mail, self.now)
        self.engine.advance(self.now)
        for reply, results in self.engine.take_replies():
            reply.send(results)
        return self.engine.take_events()

    def add(self, *item_ids: str) -> list[Event]:
        members = [self.registry.register(Member(each, "threads", b"")) for each in item_ids]
        return self.turn(*map(AddItem, members))

    def report(self, worker: str, *batches: Batch, **parts: Any) -> list[Event]:
        report = WorkerReport(list(batches), *(parts.get(each, []) for each in PARTS))
        return self.turn(ReportReceived(as_link(self.made[worker]), report))


PARTS = ("late", "states", "closed")


def passed(*slots: int) -> PassedChecks:
    started_at = np.zeros(len(slots))
    return pack_passed(np.array(slots), started_at, started_at)


def outcomes(events: list[Event]) -> list[tuple[str, Outcome]]:
    return [
        (event.result.item_id, event.result.outcome)
        for event in events
        if isinstance(event, CheckEnded)
    ]


def kinds(commands: list[Command]) -> list[type]:
    return [type(command) for command in commands]


def test_a_pass_sends_the_items_once_and_ends_with_the_last_result() -> None:
    desk = Desk("one")
    desk.add("a", "b")
    desk.turn(Start())
    link = desk.made["one"]
    assert kinds(link.take_sent()) == [OpenShard, AddItems, StartPass]
    assert outcomes(desk.report("one", Batch(0, 1, passed(0), []))) == [("a", Outcome.PASS)]
    failed = EndedCheck(1, Outcome.FAIL, 1.0, 0.5, None)
    events = desk.report("one", Batch(0, 1, None, [failed]))
    assert events[-1] == PassEnded(1, 2, 1, 0.0, "en")
    desk.now = 5.0
    desk.turn()
    assert link.take_sent() == [StartPass(0, 2)]


def test_a_caller_gets_the_results_in_the_order_of_adding() -> None:
    desk, reply = Desk("one"), Reply()
    desk.add("a", "b", "c")
    desk.turn(CheckNow(reply))
    desk.report("one", Batch(0, 1, passed(2, 0), []), Batch(0, 1, passed(1), []))
    # Not before the worker has closed the shard: it is to be as it was before.
    assert desk.made["one"].sent[-1] == CloseShard(0, 0.0)
    assert not reply.results
    desk.report("one", closed=[ShardClosed(0, [], [])])
    assert [result.item_id for result in reply.results] == ["a", "b", "c"]
    assert desk.made["one"].is_closed


def test_a_check_whose_result_has_arrived_is_not_shown_as_started() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    desk.report("one", states=[ShardState(0, 1, [(0, 1.0)], [])])
    assert desk.engine.started == {"a": 1.0}
    desk.report("one", Batch(0, 1, passed(0), []))
    assert desk.engine.started == {}


def test_results_that_are_not_pending_are_dropped() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    desk.report("one", Batch(0, 1, passed(0), []))
    assert desk.report("one", Batch(0, 1, passed(0), [])) == []


def test_without_workers_a_pass_is_skipped() -> None:
    desk = Desk()
    desk.add("a")
    events = desk.turn(Start())
    assert ItemsNotChecked(1, 1, SkipReason.NO_WORKERS, "", "en") in events
    assert outcomes(events) == [("a", Outcome.SKIPPED)]


def test_no_pass_starts_on_a_silent_worker_or_on_one_that_is_far_behind() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    desk.report("one", Batch(0, 1, passed(0), []))
    link = desk.made["one"]
    for number, (is_silent, queued, reason) in enumerate(
        [(True, 0, SkipReason.WORKER_SILENT), (False, MAX_QUEUED, SkipReason.STILL_WAITING)], 2
    ):
        link.is_silent, link.queued = is_silent, queued
        desk.now += 5.0
        assert ItemsNotChecked(number, 1, reason, "one", "en") in desk.turn()


def test_a_lost_worker_is_announced_and_its_shards_move() -> None:
    desk = Desk("one", "two", shards=2)
    desk.add("a", "b")
    desk.turn(Start())
    lost = desk.made["one"]
    events = desk.turn(LinkLost(as_link(lost), Loss(LossKind.SILENT, 5.0)))
    assert events[:2] == [
        WorkerLost("one", "no heartbeat for 5 s", "en"),
        ItemsNotChecked(1, 1, SkipReason.WORKER_LOST, "one", "en"),
    ]
    assert outcomes(events) == [("a", Outcome.SKIPPED)]
    assert lost.is_closed
    assert desk.turn(LinkLost(as_link(lost), Loss(LossKind.BROKEN))) == []
    desk.report("two", Batch(2, 1, passed(0), []))
    desk.now = 5.0
    desk.turn(WorkersListed(("one", "two")))
    assert desk.engine.fleet.placement() == {"two": 2}


def test_a_run_ends_with_its_scheduler() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    events = desk.turn(SchedulerLost(Loss(LossKind.CLIENT_CLOSED)))
    assert ClusterLost("the client was closed", "en") in events
    assert desk.engine.may_rest(is_run=True, has_mail=False)
    desk.engine.end_run()
    assert desk.turn(SchedulerLost(Loss(LossKind.CLIENT_CLOSED))) == []


def test_an_item_added_between_two_passes_is_checked_alone() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    desk.report("one", Batch(0, 1, passed(0), []))
    link = desk.made["one"]
    link.take_sent()
    desk.add("b")
    assert link.take_sent() == [AddItems(0, [1], [b""], immediately=True)]
    events = desk.report("one", Batch(0, 1, passed(1), []))
    assert outcomes(events) == [("b", Outcome.PASS)]
    assert not any(isinstance(event, PassEnded) for event in events)


def test_a_removed_item_in_flight_keeps_its_id_busy() -> None:
    desk = Desk("one")
    desk.add("z")
    desk.turn(Start())
    desk.report("one", Batch(0, 1, passed(0), []))
    desk.add("a")
    desk.turn(RemoveItem(desk.registry.remove("a")))
    assert desk.made["one"].sent[-1] == RemoveSlot(0, 1)
    assert outcomes(desk.add("a")) == [("a", Outcome.SKIPPED)]


def test_a_stop_closes_the_shards_and_waits_for_that() -> None:
    desk = Desk("one")
    desk.add("a", "b")
    desk.turn(Start())
    events = desk.turn(Stop(2.0))
    assert desk.made["one"].sent[-1] == CloseShard(0, 2.0)
    assert not desk.engine.may_rest(is_run=True, has_mail=False)
    state, closed = ShardState(0, 0, [], [1]), ShardClosed(0, [0], [1])
    events = desk.report("one", states=[state], closed=[closed])
    assert outcomes(events) == [("a", Outcome.SKIPPED), ("b", Outcome.SKIPPED)]
    assert desk.engine.may_rest(is_run=True, has_mail=False)
    assert (desk.engine.cancelled, desk.engine.abandoned_ids) == (["a"], ("b",))
    # The shard stays until the abandoned check returns.
    desk.engine.end_run()
    events = desk.report("one", late=[LateCheck(0, 1, 1, 3.0)], states=[ShardState(0, 0, [], [])])
    assert events == [LateReturn("b", 1, 3.0, "en")]
    assert kinds(desk.made["one"].take_sent())[-1] is DropShard
    assert desk.made["one"].is_closed


def test_a_new_timeout_is_sent_to_all_shards() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    desk.turn(Pace(5.0, 1.5))
    assert desk.made["one"].sent[-1] == SetTimeout(0, 1.5)


def test_workers_that_follow_the_clock_are_told_when_their_timers_are_due() -> None:
    desk = Desk("one")
    desk.add("a")
    desk.turn(Start())
    link = desk.made["one"]
    link.wake_at = 3.0
    assert desk.engine.wake_at() == 3.0
    desk.now = 2.0
    desk.turn()
    assert link.times == []
    desk.now = 3.0
    desk.turn()
    assert (link.times, desk.engine.wake_at()) == ([3.0], 5.0)
