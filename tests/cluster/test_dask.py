"""Calls to an agent on a real worker."""

import asyncio
from collections.abc import Callable, Coroutine
from typing import Any

import pytest
from distributed import Client

from checker_lab.cluster.commands import StartPass
from checker_lab.cluster.dask import RemoteAgent, list_workers, loop_of
from checker_lab.cluster.reports import WorkerReport


@pytest.fixture
def call(client: Client) -> Callable[[Coroutine[Any, Any, Any]], Any]:
    """Awaits in the event loop of the client."""
    loop = loop_of(client)
    return lambda coroutine: asyncio.run_coroutine_threadsafe(coroutine, loop).result(30.0)


def test_an_agent_lives_from_its_creation_to_its_removal(client: Client, call: Any) -> None:
    worker = call(list_workers(client))[0]
    agent = RemoteAgent(client, worker, "checker_lab-test", 1)
    assert call(agent.collect(0.0)) is None
    assert call(agent.create(False))
    assert call(agent.collect(0.0)) == WorkerReport([], [], [], [])
    assert call(agent.execute(0.0, [])) > 0.0
    call(agent.remove())
    assert call(agent.execute(0.0, [])) is None


def test_a_later_link_replaces_the_agent_of_an_earlier_one(client: Client, call: Any) -> None:
    worker = call(list_workers(client))[0]
    earlier, later = (RemoteAgent(client, worker, "checker_lab-test", each) for each in (1, 2))
    assert call(earlier.create(False))
    assert call(later.create(False))
    assert call(earlier.collect(0.0)) is None
    assert not call(earlier.create(False))
    call(earlier.remove())
    assert call(later.collect(0.0)) is not None
    call(later.remove())


def test_an_error_on_the_worker_is_raised_here(client: Client, call: Any) -> None:
    agent = RemoteAgent(client, call(list_workers(client))[0], "checker_lab-test", 1)
    call(agent.create(False))
    with pytest.raises(LookupError, match="shard 7 is not on this worker"):
        call(agent.execute(0.0, [StartPass(7, 1)]))
    call(agent.remove())
