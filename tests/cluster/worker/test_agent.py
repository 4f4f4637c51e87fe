"""The agent of a checker, here in an event loop of the test."""

import threading
from collections.abc import Iterator
from typing import Any, cast

import pytest
from distributed import Worker

from checker_lab.cluster.commands import (
    AddItems,
    CloseShard,
    Command,
    DropShard,
    Kind,
    OpenShard,
    RemoveSlot,
    ShardSettings,
    StartPass,
)
from checker_lab.cluster.pickling import pack_item
from checker_lab.cluster.reports import ShardClosed, WorkerReport, unpack_slots
from checker_lab.cluster.worker import agent as module
from checker_lab.cluster.worker.agent import Agent
from checker_lab.testing import wait_until, wait_until_async
from tests.cluster.items import AsyncPlain, Plain

KINDS: list[Kind] = ["threads", "tasks"]


class FakeWorker:
    """Removes the plugin that it has, as a worker of Dask does."""

    def __init__(self, agent: Agent) -> None:
        self.agent: Agent | None = agent
        agent.setup(cast(Worker, self))

    async def plugin_remove(self, name: str) -> None:
        agent, self.agent = self.agent, None
        assert agent is not None
        agent.teardown(cast(Worker, self))


@pytest.fixture(autouse=True)
def _no_thread_is_left() -> Iterator[None]:
    yield
    wait_until(lambda: not ours())


def ours() -> list[str]:
    names = [thread.name for thread in threading.enumerate()]
    return [name for name in names if name.startswith("checker_lab")]


def begin(kind: Kind, count: int) -> list[Command]:
    """Commands for a shard of that many items, and its first pass."""
    item_type = {"threads": Plain, "tasks": AsyncPlain}[kind]
    items = [pack_item(item_type(str(number))) for number in range(count)]
    return [
        OpenShard(7, ShardSettings(kind, None, 4, 4)),
        AddItems(7, list(range(count)), items, immediately=False),
        StartPass(7, 40),
    ]


async def collect_passed(agent: Agent, count: int) -> list[WorkerReport]:
    """Reports until that many checks have passed."""
    reports, passed = [], 0
    while passed < count:
        reports.append(await agent.collect(1.0))
        batches = [batch.passed for batch in reports[-1].batches if batch.passed is not None]
        passed += sum(len(unpack_slots(each.slots)) for each in batches)
    return reports


@pytest.mark.parametrize("kind", KINDS)
async def test_a_pass_is_executed_reported_and_closed(kind: Kind) -> None:
    agent = Agent("a", 0, follows_client=False)
    worker: Any = FakeWorker(agent)
    assert await agent.execute(0.0, begin(kind, 10)) > 0.0
    reports = await collect_passed(agent, 10)
    assert {batch.pass_number for report in reports for batch in report.batches} == {40}
    await agent.execute(0.0, [CloseShard(7, 0.0)])
    closed: list[ShardClosed] = []
    while not closed:
        closed += (await agent.collect(1.0)).closed
    assert closed == [ShardClosed(7, [], [])]
    await wait_until_async(lambda: not ours())
    await worker.plugin_remove("a")


async def test_an_empty_report_comes_in_time_as_a_heartbeat() -> None:
    agent = Agent("a", 0, follows_client=False)
    worker: Any = FakeWorker(agent)
    assert await agent.collect(0.01) == WorkerReport([], [], [], [])
    await worker.plugin_remove("a")


async def test_what_needs_a_shard_that_is_gone_is_an_error_and_the_rest_is_too_late() -> None:
    agent = Agent("a", 0, follows_client=False)
    worker: Any = FakeWorker(agent)
    for command in (AddItems(7, [], [], False), StartPass(7, 1)):
        with pytest.raises(LookupError, match="shard 7"):
            await agent.execute(0.0, [command])
    await agent.execute(0.0, [RemoveSlot(7, 0), CloseShard(7, 0.0), DropShard(7)])
    await worker.plugin_remove("a")


@pytest.mark.parametrize("kind", KINDS)
async def test_shards_end_with_the_agent(kind: Kind) -> None:
    agent = Agent("a", 0, follows_client=False)
    worker: Any = FakeWorker(agent)
    await agent.execute(0.0, begin(kind, 3))
    await worker.plugin_remove("a")
    await wait_until_async(lambda: not ours())


async def test_an_agent_that_is_not_called_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEASE", 0.05)
    worker = FakeWorker(Agent("a", 0, follows_client=False))
    await wait_until_async(lambda: worker.agent is None)


async def test_each_call_renews_the_lease(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "LEASE", 1000.0)
    agent = Agent("a", 0, follows_client=False)
    worker: Any = FakeWorker(agent)
    before = agent._called_at
    agent.renew_lease()
    assert agent._called_at > before
    await worker.plugin_remove("a")
