"""Items that come and go at awkward moments: no result is lost, doubled or taken for another's."""

from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from distributed import Client

from checker_lab import CheckResult, Outcome, PassStarted, StopReport, ThreadedChecker, WorkerLost
from checker_lab.cluster import ClusterChecker
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from tests.cluster.answers import Answers, check_in_thread
from tests.cluster.items import AsyncPlain, Plain
from tests.cluster.scripted import SentScripted
from tests.cluster.test_losses import ended


@pytest.fixture
def answers() -> Iterator[Answers]:
    made = Answers(check_in_thread)
    yield made
    made.close()


def of(log: EventLog, item_id: str) -> list[CheckResult]:
    return [result for result in list(log.results) if result.item_id == item_id]


def tick(clock: ManualClock, log: EventLog, number: int) -> None:
    clock.advance(5.0)
    wait_until(lambda: ended(log, number))


@pytest.mark.parametrize("kind", [Plain, AsyncPlain])
@pytest.mark.parametrize("in_run", [True, False])
def test_a_pass_from_which_an_item_is_removed_as_it_begins_ends(
    client: Client, kind: type[Plain], in_run: bool
) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, shards=1, clock=clock, on_event=log)
    names = [str(number) for number in range(10)]
    for name in names:
        checker.add(kind(name))

    def remove_one(event: object) -> None:
        if isinstance(event, PassStarted) and names:
            checker.remove(names.pop())

    checker.listen(remove_one)
    if in_run:
        checker.run()
        for number in range(1, 6):
            wait_until(lambda n=number: ended(log, n))  # type: ignore[misc]
            clock.advance(5.0)
        checker.stop()
    else:
        with ThreadPoolExecutor(1) as pool:
            for _ in range(5):
                assert pool.submit(checker.check).result(timeout=10)
    told = Counter((result.item_id, result.pass_number) for result in log.results)
    assert set(told.values()) == {1}


def test_who_waits_for_a_pass_gets_the_result_of_an_item_that_was_replaced(
    client: Client, answers: Answers
) -> None:
    held = SentScripted(answers, "a", HANG)
    checker = ClusterChecker(client, [held, Plain("b")], shards=1, on_event=EventLog())
    with ThreadPoolExecutor(1) as pool:
        pending = pool.submit(checker.check)
        wait_until(lambda: held.started)
        checker.remove("a")
        checker.add(Plain("a"))
        held.release()
        results = pending.result(timeout=10)
    assert [(result.item_id, result.outcome) for result in results] == [
        ("a", Outcome.PASS),
        ("b", Outcome.PASS),
    ]


def test_no_other_item_gets_the_place_of_one_that_is_checked_still(
    client: Client, answers: Answers
) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, [Plain("z")], shards=1, clock=clock, on_event=log)
    checker.run()
    wait_until(lambda: ended(log, 1))
    held = SentScripted(answers, "a", HANG)
    checker.add(held)
    wait_until(lambda: held.started)
    checker.remove("a")
    checker.add(Plain("a"))
    wait_until(lambda: of(log, "a"))
    assert of(log, "a")[0].outcome is Outcome.SKIPPED
    checker.remove("a")
    for number in (2, 3, 4):
        tick(clock, log, number)
    checker.add(Plain("b"))
    wait_until(lambda: of(log, "b"))
    held.release()
    tick(clock, log, 5)
    wait_until(lambda: len(of(log, "a")) == 2)
    checker.stop()
    assert {result.outcome for result in of(log, "b")} == {Outcome.PASS}
    assert of(log, "a")[1].pass_number == 1


def test_two_of_one_id_come_right_after_each_other(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, [Plain("z")], shards=1, clock=clock, on_event=log)
    checker.run()
    wait_until(lambda: ended(log, 1))
    for number in range(2, 22):
        checker.add(Plain("a", works=False))
        checker.remove("a")
        checker.add(Plain("a", works=False))
        tick(clock, log, number)
        checker.remove("a")
    assert checker.stop() == StopReport(ended=True)
    assert {result.outcome for result in of(log, "z")} == {Outcome.PASS}


def snapshot_after_a_replacement(checker: Any, held: Any, log: EventLog) -> Any:
    checker.run()
    wait_until(lambda: held.started)
    checker.remove("a")
    checker.add(Plain("a"))
    held.release()
    wait_until(lambda: ended(log, 1))
    seen = checker.snapshot().items["a"]
    checker.stop()
    return seen


def test_the_result_of_an_item_is_not_that_of_its_namesake(
    client: Client, answers: Answers
) -> None:
    clock, logs = ManualClock(), (EventLog(), EventLog())
    sent, alone = SentScripted(answers, "a", HANG), Scripted("a", HANG)
    spread = ClusterChecker(client, [sent, Plain("b")], shards=1, clock=clock, on_event=logs[0])
    threads = ThreadedChecker([alone, Plain("b")], clock=clock, on_event=logs[1])
    seen = snapshot_after_a_replacement(spread, sent, logs[0])
    assert seen == snapshot_after_a_replacement(threads, alone, logs[1])
    assert (seen.last, seen.checks) == (None, 0)


@pytest.mark.parametrize("again", range(3))
def test_checks_that_come_back_after_a_stop_lose_no_worker(
    client: Client, answers: Answers, again: int
) -> None:
    log = EventLog()
    held = [SentScripted(answers, str(number), HANG) for number in range(6)]
    checker = ClusterChecker(client, held, shards=6, on_event=log)
    checker.run()
    wait_until(lambda: all(item.started for item in held))
    assert len(checker.stop().abandoned) == 6
    for left, item in zip(range(5, -1, -1), held, strict=True):
        item.release()
        wait_until(lambda n=left: len(checker.snapshot().abandoned) == n)  # type: ignore[misc]
    checker.check()
    assert not any(isinstance(event, WorkerLost) for event in log.events)


def test_an_item_that_comes_beside_an_abandoned_check_is_stopped_and_told(
    client: Client, answers: Answers
) -> None:
    log, clock = EventLog(), ManualClock()
    old, new = SentScripted(answers, "old", HANG), SentScripted(answers, "new", HANG)
    checker = ClusterChecker(client, [old], shards=1, clock=clock, on_event=log)
    checker.run()
    wait_until(lambda: old.started)
    assert checker.stop().abandoned == ("old",)
    checker.remove("old")
    checker.run()
    wait_until(lambda: ended(log, 2))
    checker.add(new)
    wait_until(lambda: new.started)
    assert set(checker.stop().abandoned) == {"old", "new"}
    old.release()
    new.release()
    wait_until(lambda: not checker.snapshot().abandoned)
    assert [result.outcome for result in of(log, "new")] == [Outcome.SKIPPED]
