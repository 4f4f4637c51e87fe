"""Agents as plugins of a worker."""

import logging
from typing import Any, cast

from distributed import Worker

from checker_lab.cluster.reports import WorkerReport
from checker_lab.cluster.worker.agent import Agent
from checker_lab.cluster.worker.calls import Caller, call_agent, create_agent, remove_agent


class FakeWorker:
    """Keeps plugins as a worker of Dask does."""

    def __init__(self) -> None:
        self.plugins: dict[str, Agent] = {}

    async def plugin_add(self, plugin: Agent, name: str, catch_errors: bool) -> None:
        if name in self.plugins:
            await self.plugin_remove(name)
        self.plugins[name] = plugin
        plugin.setup(cast(Worker, self))

    async def plugin_remove(self, name: str) -> None:
        self.plugins.pop(name).teardown(cast(Worker, self))


async def collect(caller: Caller, worker: Any) -> WorkerReport | None:
    return await call_agent(caller, Agent.collect, 0.0, dask_worker=worker)


async def test_calls_reach_the_agent_of_their_own_link() -> None:
    worker: Any = FakeWorker()
    first, second, other = Caller("a", 1), Caller("a", 2), Caller("b", 1)
    assert await collect(first, worker) is None
    assert await create_agent(first, False, worker)
    assert await create_agent(other, False, worker)
    assert await create_agent(second, False, worker)
    assert not await create_agent(first, False, worker)
    assert await collect(first, worker) is None
    assert await collect(second, worker) == await collect(other, worker)
    await remove_agent(first, worker)
    assert set(worker.plugins) == {"a", "b"}
    await remove_agent(second, worker)
    await remove_agent(other, worker)
    assert not worker.plugins


def test_the_log_of_a_worker_has_no_line_for_each_call() -> None:
    logger = logging.getLogger("distributed.worker")

    def is_logged(name: str) -> bool:
        message = "Run out-of-band function %r"
        return bool(
            logger.filter(logging.LogRecord("", logging.INFO, "", 0, message, (name,), None))
        )

    assert [is_logged(name) for name in ("call_agent", "getpid")] == [False, True]
