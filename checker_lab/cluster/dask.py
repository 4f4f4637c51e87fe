"""Everything this package asks of Dask's client: its event loop, its workers, and calls to agents.

The calls go by `Client.run`. Dask has other ways, which were measured and carry less:

- An actor is created by a task, so it waits for a free thread of the worker: five seconds behind a
  task of five seconds, where `Client.run` takes a millisecond. Its calls are no faster, and arrive
  out of order when twenty are in flight.
- `Worker.log_event()` pushes reports to the client, but the scheduler keeps the last thousand of
  each topic: 500 reports of 400 KB took 400 MB.
- Heartbeats of workers to the scheduler are six seconds apart among a thousand workers, and do not
  show whether the client can be reached.
- A plugin of the scheduler, which could see a client leave, needs this package installed there.

A plugin of the worker does carry something: it keeps the agent, and ends it with its worker.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, Concatenate, ParamSpec, TypeVar

from distributed import Client

from checker_lab.cluster.commands import Command
from checker_lab.cluster.reports import WorkerReport
from checker_lab.cluster.worker.agent import Agent
from checker_lab.cluster.worker.calls import Caller, call_agent, create_agent, remove_agent

__all__ = ["RemoteAgent", "list_workers", "loop_of"]

P = ParamSpec("P")
T = TypeVar("T")


def loop_of(client: Client) -> asyncio.AbstractEventLoop:
    """Return the event loop of the client, which runs in a thread of its own."""
    loop: Any = client.loop
    running: asyncio.AbstractEventLoop = loop.asyncio_loop
    return running


async def list_workers(client: Client) -> tuple[str, ...]:
    """Ask the scheduler for the addresses of its workers."""
    scheduler: Any = client.scheduler
    return tuple(await scheduler.ncores())


class RemoteAgent:
    """The agent of one checker on one worker, as the client calls it.

    Await its methods in the event loop of the client. They raise what was raised on the worker, or
    what kept the call from getting there, and return None if the agent is gone.

    Args:
        client: the client of the cluster.
        worker: the address of the worker.
        checker: the name of the checker, unique in the cluster.
        number: higher than that of every earlier `RemoteAgent` of the checker. A worker ignores
            calls with a lower number than it has seen: they were on their way when the link broke.
    """

    def __init__(self, client: Client, worker: str, checker: str, number: int) -> None:
        self.worker = worker
        self._client = client
        self._caller = Caller(checker, number)

    async def create(self, follows_client: bool) -> bool | None:
        """Create the agent; its clock is that of the client, or else that of its machine."""
        return await self._run(create_agent, follows_client)

    async def execute(self, now: float, commands: list[Command]) -> float | None:
        """Execute commands, sent `now`; return the seconds of the worker's clock afterwards."""
        return await self._call(Agent.execute, now, commands)

    async def collect(self, wait: float) -> WorkerReport | None:
        """Return its next report, after `wait` seconds at most."""
        return await self._call(Agent.collect, wait)

    async def set_time(self, now: float, answered: int) -> None:
        """Answer its questions for the time, up to number `answered`: it is `now` here."""
        await self._call(Agent.set_time, now, answered)

    async def remove(self) -> None:
        """Remove the agent from the worker, with all of its shards."""
        await self._run(remove_agent)

    async def _call(
        self, method: Callable[Concatenate[Agent, P], Awaitable[T]], *args: P.args, **_: P.kwargs
    ) -> T | None:
        answer: T | None = await self._run(call_agent, method, *args)
        return answer

    async def _run(self, function: Callable[..., Awaitable[T]], *args: object) -> T:
        run: Any = self._client.run
        answers = await run(function, self._caller, *args, workers=[self.worker], on_error="return")
        answer: T | BaseException = answers[self.worker]
        if isinstance(answer, BaseException):
            raise answer
        return answer
