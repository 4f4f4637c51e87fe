"""All that is asked of Dask's client: its event loop, its workers, and to call a function there."""

import asyncio
from collections.abc import Callable
from typing import Any

from distributed import Client

__all__ = ["call_on", "loop_of", "workers_of"]


def loop_of(client: Client) -> asyncio.AbstractEventLoop:
    """The event loop of the client, which runs in a thread of its own."""
    loop: Any = client.loop
    running: asyncio.AbstractEventLoop = loop.asyncio_loop
    return running


async def workers_of(client: Client) -> tuple[str, ...]:
    """The addresses of the workers that the scheduler has now."""
    scheduler: Any = client.scheduler
    return tuple(await scheduler.ncores())


async def call_on(client: Client, worker: str, function: Callable[..., Any], *args: object) -> Any:
    """Call the function on that worker, outside its queue of tasks, and return what it returns.

    Raises:
        Exception: what it raised there, or what kept the call from coming through.
    """
    run: Any = client.run
    answers = await run(function, *args, workers=[worker], on_error="return")
    answer = answers[worker]
    if isinstance(answer, BaseException):
        raise answer
    return answer
