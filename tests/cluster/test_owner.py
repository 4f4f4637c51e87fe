"""The owner thread of a cluster's checker."""

from pathlib import Path

import pytest
from distributed import Client

from checker_lab import Event, Stopped, StopReport
from checker_lab.cluster import ClusterChecker
from checker_lab.core.mail import CheckNow
from checker_lab.testing import EventLog, wait_until
from tests.cluster.items import Gated, Plain


def test_its_report_names_the_checks_that_a_worker_cancelled(
    client: Client, tmp_path: Path
) -> None:
    slow = Gated("slow", gate=tmp_path / "never made")
    checker = ClusterChecker(client, [slow], on_event=EventLog())
    checker.run()
    wait_until(lambda: checker.snapshot().items["slow"].started_at is not None)
    assert checker.stop() == StopReport(ended=True, cancelled=("slow",))


def test_an_owner_stops_polling_before_the_next_one_starts(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hear(event: Event) -> None:
        if isinstance(event, Stopped):  # the owner reads no more mail, so the next one must
            checker._mailbox.send(CheckNow(None))

    checker = ClusterChecker(client, [Plain("a")], on_event=hear)
    calls: list[str] = []
    for name in ("start_polling", "stop_polling"):
        monkeypatch.setattr(checker._network, name, lambda name=name: calls.append(name))
    checker.run()
    checker.stop()
    wait_until(lambda: len(calls) == 4)
    assert calls == ["start_polling", "stop_polling"] * 2
