"""The network side of the client: which workers there are, and the links to them.

It polls the scheduler for its workers, and is its failure detector too.
"""

import asyncio
import itertools
import uuid
from collections.abc import Callable

from distributed import Client

from checker_lab.cluster.dask import RemoteAgent, list_workers, loop_of
from checker_lab.cluster.link import Link
from checker_lab.cluster.listening_clock import ListeningClock
from checker_lab.cluster.losses import Loss, LossKind
from checker_lab.cluster.mail import (
    LinkLost,
    NetworkMail,
    ReportReceived,
    SchedulerLost,
    WorkersListed,
)
from checker_lab.cluster.reports import WorkerReport
from checker_lab.core.clock import Clock
from checker_lab.core.errors import ClusterLostError
from checker_lab.core.lines import name_and_text

__all__ = ["Network"]

POLL = 1.0
"""Seconds between two requests for the list of workers."""

CONFIRM = 2.0
"""Seconds that the scheduler gets to answer when a worker is lost."""


class Network:
    """Everything that one checker sends over the network and hears from it.

    Args:
        client: the client of the cluster.
        clock: the clock of the checker.
        patience: seconds without a heartbeat after which a worker, or the scheduler, is lost.
        post: takes the mail; it is called in the event loop of the client.
    """

    def __init__(
        self,
        client: Client,
        clock: Clock,
        patience: float,
        post: Callable[[NetworkMail], object],
    ) -> None:
        self._client = client
        self._loop = loop_of(client)
        self._listening = ListeningClock(self._loop)
        self._name = f"checker_lab-{uuid.uuid4().hex}"
        self._numbers = itertools.count()
        self._clock = clock
        self._patience = patience
        self._post = post
        self._polling: asyncio.Task[None] | None = None
        self._confirming: set[asyncio.Task[None]] = set()

    def workers(self) -> tuple[str, ...]:
        """Return the addresses of all workers now. Any thread but that of the client may call it.

        Raises:
            ClusterLostError: the scheduler does not answer, or the client is closed.
        """
        if self._client.status != "running":
            raise ClusterLostError(
                f"the client is {self._client.status}: create a ClusterChecker with a Client "
                "that is connected"
            )
        listed = asyncio.run_coroutine_threadsafe(self._list_workers(self._patience), self._loop)
        try:
            return listed.result(self._patience + 1.0)
        except Exception as error:
            raise ClusterLostError(
                f"the scheduler does not answer ({name_and_text(error)}): see whether it is "
                "running, and create a ClusterChecker with a new Client"
            ) from error

    def connect(self, worker: str) -> Link:
        """Make a link to the worker with this address."""
        agent = RemoteAgent(self._client, worker, self._name, next(self._numbers))
        return Link(
            agent,
            self._loop,
            self._clock,
            self._listening,
            self._patience,
            self._report,
            self._lose,
        )

    def start_polling(self) -> None:
        """Poll for the list of workers until `stop_polling()`."""
        self._loop.call_soon_threadsafe(self._start)

    def stop_polling(self) -> None:
        """Stop it."""
        try:
            self._loop.call_soon_threadsafe(self._stop)
        except RuntimeError:
            pass  # the client is closed, and its loop with it

    # In the event loop of the client

    def _start(self) -> None:
        self._stop()
        self._polling = self._loop.create_task(self._poll())

    def _stop(self) -> None:
        if self._polling is not None:
            self._polling.cancel()
            self._polling = None

    async def _poll(self) -> None:
        while True:
            if not await self._post_workers(self._patience):
                return
            await asyncio.sleep(POLL)

    async def _post_workers(self, seconds: float, *before: NetworkMail) -> bool:
        """Post the list of workers, after other mail, or that the scheduler is lost."""
        try:
            workers = await self._list_workers(seconds)
        except Exception as error:
            self._post(SchedulerLost(self._loss(error)))
            return False
        for mail in (*before, WorkersListed(workers)):
            self._post(mail)
        return True

    async def _list_workers(self, seconds: float) -> tuple[str, ...]:
        if self._client.status == "closed":
            raise ClusterLostError("the client was closed")
        async with self._listening.timeout(seconds):
            return await list_workers(self._client)

    def _report(self, link: Link, report: WorkerReport) -> None:
        self._post(ReportReceived(link, report))

    def _lose(self, link: Link, why: Loss) -> None:
        # Is it the worker that is lost, or the scheduler, through which all links go?
        confirming = self._loop.create_task(self._confirm(link, why))
        self._confirming.add(confirming)
        confirming.add_done_callback(self._confirming.discard)

    async def _confirm(self, link: Link, why: Loss) -> None:
        await self._post_workers(CONFIRM, LinkLost(link, why))

    def _loss(self, error: Exception) -> Loss:
        if isinstance(error, TimeoutError):
            return Loss(LossKind.SCHEDULER_SILENT, self._patience)
        if self._client.status == "closed":
            return Loss(LossKind.CLIENT_CLOSED)
        return Loss(None, error=name_and_text(error))
