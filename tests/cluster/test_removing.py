"""Items that are removed and replaced: no result is lost, doubled or taken for another item's."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
from distributed import Client

from checker_lab import Outcome, PassStarted, StopReport, ThreadedChecker
from checker_lab.cluster import ClusterChecker
from checker_lab.testing import HANG, EventLog, ManualClock, Scripted, wait_until
from tests.cluster.answers import Answers
from tests.cluster.items import AsyncPlain, Plain
from tests.cluster.passes import ended, results_of, tick
from tests.cluster.scripted import SentScripted


@pytest.mark.parametrize("kind", [Plain, AsyncPlain])
@pytest.mark.parametrize("in_run", [True, False])
def test_a_pass_ends_if_an_item_is_removed_as_it_starts(
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
    counts = Counter((result.item_id, result.pass_number) for result in log.results)
    assert set(counts.values()) == {1}


def test_a_caller_of_check_gets_the_result_of_an_item_that_was_replaced(
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


def test_no_other_item_gets_the_slot_of_a_removed_one_in_flight(
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
    wait_until(lambda: results_of(log, "a"))
    assert results_of(log, "a")[0].outcome is Outcome.SKIPPED
    checker.remove("a")
    for _ in range(3):
        tick(checker, clock, log)
    checker.add(Plain("b"))
    wait_until(lambda: results_of(log, "b"))
    held.release()
    tick(checker, clock, log)
    wait_until(lambda: len(results_of(log, "a")) == 2)
    checker.stop()
    assert {result.outcome for result in results_of(log, "b")} == {Outcome.PASS}
    assert results_of(log, "a")[1].pass_number == 1


def test_an_item_is_replaced_right_after_it_was_added(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    checker = ClusterChecker(client, [Plain("z")], shards=1, clock=clock, on_event=log)
    checker.run()
    wait_until(lambda: ended(log, 1))
    for _ in range(20):
        checker.add(Plain("a", works=False))
        checker.remove("a")
        checker.add(Plain("a", works=False))
        tick(checker, clock, log)
        checker.remove("a")
    assert checker.stop() == StopReport(ended=True)
    assert {result.outcome for result in results_of(log, "z")} == {Outcome.PASS}


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


def test_a_removed_item_leaves_no_result_to_one_with_its_id(
    client: Client, answers: Answers
) -> None:
    clock, logs = ManualClock(), (EventLog(), EventLog())
    sent, alone = SentScripted(answers, "a", HANG), Scripted("a", HANG)
    spread = ClusterChecker(client, [sent, Plain("b")], shards=1, clock=clock, on_event=logs[0])
    threads = ThreadedChecker([alone, Plain("b")], clock=clock, on_event=logs[1])
    seen = snapshot_after_a_replacement(spread, sent, logs[0])
    assert seen == snapshot_after_a_replacement(threads, alone, logs[1])
    assert (seen.last, seen.checks) == (None, 0)
