"""Workers that die, fall silent or come, and a cluster that goes: what is lost is told."""

import logging
import os
import re
import signal
import time
from collections import Counter
from collections.abc import Iterator

import pytest
from distributed import Client, LocalCluster

from checker_lab import (
    ClusterLostError,
    Outcome,
    PassEnded,
    SkipReason,
    Status,
    Stopped,
    StopReport,
)
from checker_lab.cluster import ClusterChecker
from checker_lab.cluster.dask import loop_of
from checker_lab.cluster.losses import Loss, LossKind, describe_loss
from checker_lab.cluster.mail import SchedulerLost
from checker_lab.core.errors import CheckSkippedError
from checker_lab.core.events import ClusterLost, ItemsNotChecked, WorkerLost
from checker_lab.testing import EventLog, ManualClock, wait_until
from tests.cluster.items import AsyncPlain, Held, Plain
from tests.cluster.local import local_cluster

LONG = 60.0
"""Real seconds in which a worker process surely starts."""


@pytest.fixture
def own() -> Iterator[Client]:
    """A cluster for one test, since its workers are killed."""
    with local_cluster() as client:
        yield client


def processes(client: Client) -> dict[str, int]:
    """The process of each worker, by address."""
    return dict(client.run(os.getpid))


def ended(log: EventLog, number: int) -> bool:
    return any(isinstance(e, PassEnded) and e.pass_number == number for e in list(log.events))


def outcomes(log: EventLog, number: int) -> Counter[Outcome]:
    return Counter(result.outcome for result in log.results if result.pass_number == number)


def tick(checker: ClusterChecker, clock: ManualClock, log: EventLog) -> int:
    """Let the next pass come, and end; return its number."""
    number = checker.snapshot().pass_number + 1
    clock.advance(5.0)
    wait_until(lambda: ended(log, number), LONG)
    return number


def in_the_middle(client: Client, items: int) -> tuple[ClusterChecker, ManualClock, EventLog, str]:
    """A checker whose first pass cannot end, since one worker has a check that hangs."""
    log, clock = EventLog(), ManualClock()
    plain = [Plain(f"service {number}") for number in range(items)]
    checker = ClusterChecker(client, [Held("held"), *plain], shards=2, clock=clock, on_event=log)
    checker.run()
    wait_until(lambda: len(log.results) == items, LONG)
    wait_until(lambda: checker.snapshot().items["held"].started_at is not None)
    home = checker._engine.shards[0].link
    assert home is not None
    return checker, clock, log, home.worker


def test_what_a_killed_worker_did_not_answer_is_told_and_checked_elsewhere(own: Client) -> None:
    checker, clock, log, worker = in_the_middle(own, 1000)
    os.kill(processes(own)[worker], signal.SIGKILL)
    wait_until(lambda: ended(log, 1))
    assert outcomes(log, 1) == {Outcome.PASS: 1000, Outcome.SKIPPED: 1}
    (lost,) = [event for event in log.events if isinstance(event, WorkerLost)]
    (unheard,) = [event for event in log.events if isinstance(event, ItemsNotChecked)]
    assert (lost.worker, unheard.items) == (worker, 1)
    assert lost.why in {"он покинул кластер", "связь с ним оборвалась"}
    last = checker.snapshot().items["held"]
    assert isinstance(last.last and last.last.error, CheckSkippedError)
    assert last.status is Status.WARN
    checker.remove("held")
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 1000}
    assert checker.stop() == StopReport(ended=True)


def test_a_worker_that_joins_gets_its_share(own: Client) -> None:
    checker, clock, log, worker = in_the_middle(own, 100)
    os.kill(processes(own)[worker], signal.SIGKILL)
    wait_until(lambda: ended(log, 1))
    checker.remove("held")
    # Its nanny starts another.
    wait_until(lambda: len(workers := processes(own)) == 2 and worker not in workers, LONG)
    wait_until(lambda: set(checker._engine.fleet.workers) == set(processes(own)))
    tick(checker, clock, log)
    tick(checker, clock, log)
    homes = [shard.link.worker for shard in checker._engine.shards if shard.link and shard.live]
    assert sorted(homes) == sorted(processes(own))
    assert sum(item.checks for item in checker.snapshot().items.values()) == 300
    checker.stop()


def test_a_worker_that_hangs_is_lost_within_its_patience(own: Client) -> None:
    log, clock = EventLog(), ManualClock()
    items = [AsyncPlain(f"service {number}") for number in range(100)]
    checker = ClusterChecker(own, items, shards=2, clock=clock, on_event=log, patience=1.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    worker, process = next(iter(processes(own).items()))
    os.kill(process, signal.SIGSTOP)
    try:
        told = WorkerLost(worker, "молчит 1 с")
        wait_until(lambda: told in log.events)
        assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
        assert {shard.link.worker for shard in checker._engine.shards if shard.link} != {worker}
        began = time.monotonic()
        assert checker.stop().ended
        assert time.monotonic() - began < 5.0
    finally:
        os.kill(process, signal.SIGCONT)


def test_a_pass_does_not_wait_for_a_worker_that_is_silent(own: Client) -> None:
    log, clock = EventLog(), ManualClock()
    items = [Plain(f"service {number}") for number in range(100)]
    checker = ClusterChecker(own, items, shards=2, clock=clock, on_event=log, patience=30.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    worker, process = next(iter(processes(own).items()))
    os.kill(process, signal.SIGSTOP)
    try:
        home = checker._engine.fleet.links[worker]
        wait_until(lambda: home.is_silent)
        number = tick(checker, clock, log)
        assert outcomes(log, number) == {Outcome.PASS: 50, Outcome.SKIPPED: 50}
        (unheard,) = [event for event in log.events if isinstance(event, ItemsNotChecked)]
        assert unheard.reason is SkipReason.WORKER_SILENT
    finally:
        os.kill(process, signal.SIGCONT)
    wait_until(lambda: not home.is_silent)
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
    assert checker.stop() == StopReport(ended=True)


def test_who_did_not_listen_calls_nobody_silent(own: Client) -> None:
    log, clock = EventLog(), ManualClock()
    items = [Plain(f"service {number}") for number in range(100)]
    checker = ClusterChecker(own, items, clock=clock, on_event=log, patience=1.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    loop_of(own).call_soon_threadsafe(time.sleep, 3.0)  # as a long computation in C would do
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
    assert not any(isinstance(event, WorkerLost) for event in log.events)
    assert checker.stop() == StopReport(ended=True)


def test_the_end_of_the_scheduler_is_the_end_of_the_run(
    capsys: pytest.CaptureFixture[str],
) -> None:
    cluster = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=1,
        threads_per_worker=1,
        dashboard_address="127.0.0.1:0",
        silence_logs=logging.CRITICAL,
    )
    client = Client(cluster)  # type: ignore[no-untyped-call]
    log = EventLog()
    checker = ClusterChecker(client, [Plain("a")], on_event=log, patience=1.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    cluster.close()
    wait_until(lambda: not checker.snapshot().running, LONG)
    assert isinstance(log.events[-1], Stopped)
    assert any(isinstance(event, ClusterLost) for event in log.events)
    assert log.lines[-1] == "Проверки остановлены"
    with pytest.raises(ClusterLostError, match=r"scheduler|client"):
        checker.run()
    assert str(checker) == "a"
    client.close(timeout=1)  # type: ignore[no-untyped-call]


def test_the_end_of_the_scheduler_is_told_to_no_other_run(own: Client) -> None:
    log = EventLog()
    checker = ClusterChecker(own, [Plain("a")], on_event=log)
    for _ in range(2):  # one link after the other may notice it, when the run has ended already
        checker._take_network_mail(SchedulerLost(Loss(LossKind.SCHEDULER_SILENT, 1.0)))
    assert [result.outcome for result in checker.check()] == [Outcome.PASS]
    assert not any(isinstance(event, ClusterLost) for event in log.events)


def test_a_client_that_was_closed_ends_the_run() -> None:
    with local_cluster(workers=1) as client:
        log = EventLog()
        checker = ClusterChecker(client, [Plain("a")], on_event=log)
        checker.run()
        wait_until(lambda: ended(log, 1), LONG)
        client.close()  # type: ignore[no-untyped-call]
        assert checker.stop(timeout=10.0).ended


@pytest.mark.parametrize("kind", LossKind)
def test_why_is_told_in_the_language_of_the_checker(kind: LossKind) -> None:
    loss = Loss(kind, 2.5)
    assert describe_loss(loss, "en") == kind.value.format(2.5)
    assert re.search("[а-я]", describe_loss(loss, "ru"))
    assert ("2.5" in describe_loss(loss, "ru")) == ("2.5" in describe_loss(loss, "en"))


def test_an_error_is_told_as_it_is() -> None:
    assert describe_loss(Loss(None, error="OSError: no route"), "ru") == "OSError: no route"
