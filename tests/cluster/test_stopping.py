"""Stops over a cluster: what is abandoned, and what becomes of it afterwards."""

import pytest
from distributed import Client

from checker_lab import Outcome, WorkerLost
from checker_lab.cluster import ClusterChecker
from checker_lab.testing import HANG, EventLog, ManualClock, wait_until
from tests.cluster.answers import Answers
from tests.cluster.items import Plain
from tests.cluster.passes import ended, results_of
from tests.cluster.scripted import SentScripted


@pytest.mark.parametrize("again", range(3))
def test_checks_that_return_after_a_stop_lose_no_worker(
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


def test_an_item_added_beside_an_abandoned_check_is_stopped_too(
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
    assert [result.outcome for result in results_of(log, "new")] == [Outcome.SKIPPED]


def test_a_stop_that_times_out_names_the_checks_in_flight(client: Client, answers: Answers) -> None:
    held = SentScripted(answers, "held", HANG)
    checker = ClusterChecker(client, [held, Plain("a")], on_event=EventLog())
    checker.run()
    wait_until(lambda: checker.snapshot().items["held"].started_at is not None)
    report = checker.stop(grace=60.0, timeout=0.05)
    assert (report.ended, report.abandoned) == (False, ("held",))
    held.release()
    assert checker.stop().ended
