"""The list of workers, and whether a worker is lost or the scheduler."""

import asyncio
import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from distributed import Client

from checker_lab import ClusterLostError
from checker_lab.cluster import network as module
from checker_lab.cluster.link import Link
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.mail import LinkLost, NetworkMail, SchedulerLost, WorkersListed
from checker_lab.cluster.network import Network
from checker_lab.core.clock import SYSTEM_CLOCK
from checker_lab.testing import wait_until
from tests.cluster.fakes import FakeLink, as_link

SILENT = Loss(LossKind.SILENT, 1.0)


class FakeClient:
    """A client whose scheduler answers as the test says."""

    status = "running"

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = self
        self.asyncio_loop = loop
        self.answer: tuple[str, ...] | Exception = ("one", "two")


@pytest.fixture
def scheduler(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeClient]:
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    made = FakeClient(loop)

    async def list_workers(client: FakeClient) -> tuple[str, ...]:
        if isinstance(client.answer, Exception):
            raise client.answer
        return client.answer

    monkeypatch.setattr(module, "list_workers", list_workers)
    yield made
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()


@pytest.fixture
def posted() -> list[NetworkMail]:
    return []


@pytest.fixture
def network(scheduler: FakeClient, posted: list[NetworkMail]) -> Network:
    return Network(cast(Client, scheduler), SYSTEM_CLOCK, 1.0, posted.append)


def lose(network: Network, scheduler: FakeClient) -> Link:
    link = as_link(FakeLink("one"))
    scheduler.asyncio_loop.call_soon_threadsafe(network._lose, link, SILENT)
    return link


def test_the_workers_are_listed(network: Network) -> None:
    assert network.workers() == ("one", "two")


@pytest.mark.parametrize("status", ["closed", "connecting"])
def test_a_client_that_is_not_connected_is_refused(
    network: Network, scheduler: FakeClient, status: str
) -> None:
    scheduler.status = status
    with pytest.raises(ClusterLostError, match=f"the client is {status}"):
        network.workers()


def test_a_scheduler_that_does_not_answer_is_lost(network: Network, scheduler: FakeClient) -> None:
    scheduler.answer = OSError("refused")
    with pytest.raises(ClusterLostError, match=r"does not answer \(OSError: refused\)"):
        network.workers()


def test_polling_lists_the_workers_until_it_is_stopped(
    network: Network, scheduler: FakeClient, posted: list[NetworkMail]
) -> None:
    network.start_polling()
    wait_until(lambda: posted)
    assert posted == [WorkersListed(("one", "two"))]
    network.stop_polling()
    polls: Any = lambda: network._polling  # noqa: E731
    wait_until(lambda: polls() is None)


def test_polling_ends_with_the_scheduler(
    network: Network, scheduler: FakeClient, posted: list[NetworkMail]
) -> None:
    scheduler.answer = TimeoutError()
    network.start_polling()
    wait_until(lambda: posted)
    assert posted == [SchedulerLost(Loss(LossKind.SCHEDULER_SILENT, 1.0))]


def test_a_lost_worker_is_posted_before_the_list_without_it(
    network: Network, scheduler: FakeClient, posted: list[NetworkMail]
) -> None:
    scheduler.answer = ("two",)
    link = lose(network, scheduler)
    wait_until(lambda: len(posted) == 2)
    assert posted == [LinkLost(link, SILENT), WorkersListed(("two",))]


def test_a_worker_that_is_lost_with_the_scheduler_is_not_posted(
    network: Network, scheduler: FakeClient, posted: list[NetworkMail]
) -> None:
    scheduler.answer = OSError("refused")
    lose(network, scheduler)
    wait_until(lambda: posted)
    assert posted == [SchedulerLost(Loss(None, error="OSError: refused"))]
