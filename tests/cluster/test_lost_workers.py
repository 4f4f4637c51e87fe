"""Workers that die, fall silent or join: every item has one result in each pass."""

import os
import signal
import threading
import time
from pathlib import Path

from distributed import Client

from checker_lab import Outcome, SkipReason, Status, StopReport
from checker_lab.cluster import ClusterChecker
from checker_lab.cluster.dask import loop_of
from checker_lab.core.errors import CheckSkippedError
from checker_lab.core.events import ItemsNotChecked, WorkerLost
from checker_lab.testing import EventLog, ManualClock, wait_until
from tests.cluster.items import AsyncPlain, Held, Plain
from tests.cluster.local import local_cluster
from tests.cluster.passes import LONG, ended, engine_of, outcomes, processes, tick


def in_the_middle(client: Client, items: int) -> tuple[ClusterChecker, ManualClock, EventLog, str]:
    """A checker whose first pass cannot end: a check hangs on the worker with this address."""
    log, clock = EventLog(), ManualClock()
    plain = [Plain(f"service {number}") for number in range(items)]
    checker = ClusterChecker(client, [Held("held"), *plain], shards=2, clock=clock, on_event=log)
    checker.run()
    wait_until(lambda: len(log.results) == items, LONG)
    wait_until(lambda: checker.snapshot().items["held"].started_at is not None)
    link = engine_of(checker).shards[0].link
    assert link is not None
    return checker, clock, log, link.worker


def test_checks_of_a_killed_worker_are_skipped_and_its_items_move(client: Client) -> None:
    checker, clock, log, worker = in_the_middle(client, 1000)
    os.kill(processes(client)[worker], signal.SIGKILL)
    wait_until(lambda: ended(log, 1))
    assert outcomes(log, 1) == {Outcome.PASS: 1000, Outcome.SKIPPED: 1}
    (lost,) = [event for event in log.events if isinstance(event, WorkerLost)]
    (not_checked,) = [event for event in log.events if isinstance(event, ItemsNotChecked)]
    assert (lost.worker, not_checked.items) == (worker, 1)
    assert lost.why in {"он покинул кластер", "связь с ним оборвалась"}
    last = checker.snapshot().items["held"]
    assert isinstance(last.last and last.last.error, CheckSkippedError)
    assert last.status is Status.WARN
    checker.remove("held")
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 1000}
    assert checker.stop() == StopReport(ended=True)


def test_a_worker_that_joins_gets_its_share(client: Client) -> None:
    checker, clock, log, worker = in_the_middle(client, 100)
    os.kill(processes(client)[worker], signal.SIGKILL)
    wait_until(lambda: ended(log, 1))
    checker.remove("held")
    # Its nanny starts another.
    wait_until(lambda: len(workers := processes(client)) == 2 and worker not in workers, LONG)
    wait_until(lambda: set(engine_of(checker).fleet.workers) == set(processes(client)))
    tick(checker, clock, log)
    tick(checker, clock, log)
    assert sorted(checker.placement()) == sorted(processes(client))
    assert sum(item.checks for item in checker.snapshot().items.values()) == 300
    checker.stop()


def test_a_worker_that_hangs_is_lost_when_its_heartbeats_are_overdue(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    items = [AsyncPlain(f"service {number}") for number in range(100)]
    checker = ClusterChecker(client, items, shards=2, clock=clock, on_event=log, patience=1.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    worker, process = next(iter(processes(client).items()))
    os.kill(process, signal.SIGSTOP)
    try:
        lost = WorkerLost(worker, "молчит 1 с")
        wait_until(lambda: lost in log.events)
        assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
        assert worker not in checker.placement()
        started_at = time.monotonic()
        assert checker.stop().ended
        assert time.monotonic() - started_at < 5.0
    finally:
        os.kill(process, signal.SIGCONT)


def test_no_pass_waits_for_a_silent_worker(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    items = [Plain(f"service {number}") for number in range(100)]
    checker = ClusterChecker(client, items, shards=2, clock=clock, on_event=log, patience=30.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    worker, process = next(iter(processes(client).items()))
    os.kill(process, signal.SIGSTOP)
    try:
        link = engine_of(checker).fleet.links[worker]
        wait_until(lambda: link.is_silent)
        number = tick(checker, clock, log)
        assert outcomes(log, number) == {Outcome.PASS: 50, Outcome.SKIPPED: 50}
        (not_checked,) = [event for event in log.events if isinstance(event, ItemsNotChecked)]
        assert not_checked.reason is SkipReason.WORKER_SILENT
    finally:
        os.kill(process, signal.SIGCONT)
    wait_until(lambda: not link.is_silent)
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
    assert checker.stop() == StopReport(ended=True)


def test_a_client_that_did_not_listen_takes_no_worker_for_lost(client: Client) -> None:
    log, clock = EventLog(), ManualClock()
    items = [Plain(f"service {number}") for number in range(100)]
    checker = ClusterChecker(client, items, clock=clock, on_event=log, patience=1.0)
    checker.run()
    wait_until(lambda: ended(log, 1), LONG)
    loop_of(client).call_soon_threadsafe(time.sleep, 3.0)  # as a long computation in C would do
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
    assert outcomes(log, tick(checker, clock, log)) == {Outcome.PASS: 100}
    assert not any(isinstance(event, WorkerLost) for event in log.events)
    assert checker.stop() == StopReport(ended=True)


def compute_until(path: Path) -> None:
    """A task of Dask that keeps the only thread of its worker busy."""
    while not path.exists():
        time.sleep(0.02)


def test_workers_that_are_busy_with_tasks_of_dask_check_all_the_same(
    client: Client, tmp_path: Path
) -> None:
    # An actor would have to wait until they have finished: its creation is such a task.
    tasks = [
        client.submit(compute_until, tmp_path / "end", workers=[worker], pure=False)
        for worker in processes(client)
    ]
    try:
        wait_until(lambda: all(client.processing().values()), LONG)  # type: ignore[no-untyped-call]
        checker = ClusterChecker(client, [Plain("a"), AsyncPlain("b")], on_event=EventLog())
        assert [result.outcome for result in checker.check()] == [Outcome.PASS, Outcome.PASS]
        assert {task.status for task in tasks} == {"pending"}
    finally:
        (tmp_path / "end").touch()
        client.gather(tasks)  # type: ignore[no-untyped-call]


def test_shards_end_with_a_worker_that_closes() -> None:
    def loops() -> list[str]:
        return [each.name for each in threading.enumerate() if each.name == "checker_lab loop"]

    with local_cluster(1, processes=False) as client:  # so that the worker's threads are here
        checker = ClusterChecker(client, [AsyncPlain("a")], on_event=EventLog())
        checker.run()
        wait_until(loops)
        client.retire_workers()
        wait_until(lambda: not loops())
        assert checker.stop().ended
