"""The client's side of the network: the roll call of workers, and the links to them."""

import asyncio
import itertools
import uuid
from collections.abc import Callable

from distributed import Client

from checker_lab.cluster.dask import loop_of, workers_of
from checker_lab.cluster.link import Link
from checker_lab.cluster.listening_clock import Attention
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.mail import Gone, Lost, Reported, Roster
from checker_lab.core.clock import Clock
from checker_lab.core.errors import ClusterLostError
from checker_lab.core.lines import name_and_text

__all__ = ["Network", "News"]

ROLL_CALL = 1.0
"""Seconds between two roll calls."""

SECOND_LOOK = 2.0
"""Seconds in which the scheduler is to answer when a worker does not."""

News = Roster | Reported | Lost | Gone
"""What can come over the network."""


class Network:
    """All that one checker sends and hears.

    Args:
        client: of the cluster.
        clock: of the checker.
        patience: seconds without a word after which a worker, or the scheduler, is lost.
        post: takes what is heard; it is called in the event loop of the client.
    """

    def __init__(
        self, client: Client, clock: Clock, patience: float, post: Callable[[News], object]
    ) -> None:
        self._client = client
        self._loop = loop_of(client)
        self._attention = Attention(self._loop)
        self._name = f"checker_lab-{uuid.uuid4().hex}"
        self._numbers = itertools.count()
        self._clock = clock
        self._patience = patience
        self._post = post
        self._calls: asyncio.Task[None] | None = None

    def workers(self) -> tuple[str, ...]:
        """The addresses of the workers that are there now.

        Raises:
            ClusterLostError: the scheduler does not answer, or the client is closed.
        """
        if self._client.status != "running":
            raise ClusterLostError(
                f"the client is {self._client.status}: make a ClusterChecker with a Client that "
                "is connected"
            )
        called = asyncio.run_coroutine_threadsafe(self._call_roll(self._patience), self._loop)
        try:
            return called.result(self._patience + 1.0)
        except Exception as error:
            raise ClusterLostError(
                f"the scheduler does not answer ({name_and_text(error)}): see whether it runs, "
                "and make a ClusterChecker with a new Client"
            ) from error

    def connect(self, worker: str) -> Link:
        """A link to the worker with that address."""
        return Link(
            self._client,
            self._name,
            next(self._numbers),
            worker,
            self._clock,
            self._attention,
            self._patience,
            self._hear,
            self._lose,
        )

    def begin(self) -> None:
        """Call the roll from now on."""
        self._loop.call_soon_threadsafe(self._begin)

    def end(self) -> None:
        """Call it no more."""
        try:
            self._loop.call_soon_threadsafe(self._end)
        except RuntimeError:
            pass  # the client is closed

    # In the event loop of the client

    def _begin(self) -> None:
        self._end()
        self._calls = asyncio.get_running_loop().create_task(self._call_again())

    def _end(self) -> None:
        if self._calls is not None:
            self._calls.cancel()
            self._calls = None

    async def _call_again(self) -> None:
        try:
            while True:
                self._post(Roster(await self._call_roll(self._patience)))
                await asyncio.sleep(ROLL_CALL)
        except Exception as error:
            self._post(Gone(self._why(error)))

    async def _call_roll(self, seconds: float) -> tuple[str, ...]:
        if self._client.status == "closed":
            raise ClusterLostError("the client was closed")
        async with self._attention.timeout(seconds):
            return await workers_of(self._client)

    def _hear(self, link: Link, report: object) -> None:
        self._post(Reported(link, report))  # type: ignore[arg-type]

    def _lose(self, link: Link, why: Loss) -> None:
        self._second_look = asyncio.get_running_loop().create_task(self._look_again(link, why))

    async def _look_again(self, link: Link, why: Loss) -> None:
        """Is it the worker that is lost, or the scheduler with all of them?"""
        try:
            roster = Roster(await self._call_roll(SECOND_LOOK))
        except Exception as error:
            self._post(Gone(self._why(error)))
            return
        self._post(Lost(link, why))
        self._post(roster)

    def _why(self, error: Exception) -> Loss:
        if isinstance(error, TimeoutError):
            return Loss(LossKind.SCHEDULER_SILENT, self._patience)
        if self._client.status == "closed":
            return Loss(LossKind.CLIENT_CLOSED)
        return Loss(None, error=name_and_text(error))
