"""The functions that a client calls on a worker by Dask's `Client.run`, in its event loop.

An agent is a plugin of its worker, under the name of its checker: Dask keeps it there, and removes
it when the worker closes.
"""

import logging
from collections.abc import Awaitable, Callable
from typing import NamedTuple, TypeVar

from distributed import Worker

from checker_lab.cluster.worker.agent import Agent

__all__ = ["Caller", "call_agent", "create_agent", "remove_agent"]

T = TypeVar("T")


class Caller(NamedTuple):
    """The checker that calls, and the number of the link through which it does."""

    checker: str
    link: int


async def create_agent(caller: Caller, follows_client: bool, dask_worker: Worker) -> bool:
    """Create an agent in place of that of an earlier link; return False if there is a later one."""
    last = _agent(caller, dask_worker)
    if last is not None and last.link > caller.link:
        return False
    agent = Agent(caller.checker, caller.link, follows_client)
    await dask_worker.plugin_add(agent, name=caller.checker, catch_errors=False)
    return True


async def call_agent(
    caller: Caller, method: Callable[..., Awaitable[T]], *args: object, dask_worker: Worker
) -> T | None:
    """Call a method of the agent, or return None if it is gone."""
    agent = _agent(caller, dask_worker)
    if agent is None or agent.link != caller.link:
        return None
    agent.renew_lease()
    return await method(agent, *args)


async def remove_agent(caller: Caller, dask_worker: Worker) -> None:
    """Remove the agent of this link, if it is still there."""
    agent = _agent(caller, dask_worker)
    if agent is not None and agent.link == caller.link:
        await dask_worker.plugin_remove(caller.checker)


def _agent(caller: Caller, worker: Worker) -> Agent | None:
    plugin = worker.plugins.get(caller.checker)
    return plugin if isinstance(plugin, Agent) else None


def _is_worth_a_line(record: logging.LogRecord) -> bool:
    """Hide what Dask logs for each `Client.run`: it would be two lines a second and checker."""
    is_run = str(record.msg).startswith("Run out-of-band function")
    return not (is_run and record.args == (call_agent.__name__,))


logging.getLogger("distributed.worker").addFilter(_is_worth_a_line)
