"""A cluster whose scheduler ends, and a client that is closed: the run ends, and says why."""

import pytest
from distributed import Client

from checker_lab import ClusterLostError, Outcome, Stopped
from checker_lab.cluster import ClusterChecker
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.mail import SchedulerLost
from checker_lab.core.events import ClusterLost
from checker_lab.testing import EventLog, wait_until
from tests.cluster.items import Plain
from tests.cluster.local import local_cluster
from tests.cluster.passes import LONG, ended


def test_a_run_ends_with_its_scheduler() -> None:
    with local_cluster(workers=1) as client:
        log = EventLog()
        checker = ClusterChecker(client, [Plain("a")], on_event=log, patience=1.0)
        checker.run()
        wait_until(lambda: ended(log, 1), LONG)
        assert client.cluster is not None
        client.cluster.close()
        wait_until(lambda: not checker.snapshot().running, LONG)
        assert isinstance(log.events[-1], Stopped)
        assert any(isinstance(event, ClusterLost) for event in log.events)
        assert log.lines[-1] == "Проверки остановлены"
        with pytest.raises(ClusterLostError, match=r"scheduler|client"):
            checker.run()
        assert str(checker) == "a"


def test_a_lost_scheduler_is_announced_to_no_later_run(client: Client) -> None:
    log = EventLog()
    checker = ClusterChecker(client, [Plain("a")], on_event=log)
    for _ in range(2):  # each link may notice it, even when the run has ended already
        checker._take_network_mail(SchedulerLost(Loss(LossKind.SCHEDULER_SILENT, 1.0)))
    assert [result.outcome for result in checker.check()] == [Outcome.PASS]
    assert not any(isinstance(event, ClusterLost) for event in log.events)


def test_a_run_ends_with_its_client() -> None:
    with local_cluster(workers=1) as client:
        log = EventLog()
        checker = ClusterChecker(client, [Plain("a")], on_event=log)
        checker.run()
        wait_until(lambda: ended(log, 1), LONG)
        client.close()  # type: ignore[no-untyped-call]
        assert checker.stop(timeout=10.0).ended
