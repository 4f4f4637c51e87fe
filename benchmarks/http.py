"""Checks over HTTP on loopback, beside the same requests by pyreqwest alone."""

import asyncio
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from pyreqwest.client import Client, ClientBuilder, SyncClient, SyncClientBuilder

from benchmarks.harness import Row, Rows, Size, alternate, timed
from benchmarks.http_server import serving
from checker_lab import AsyncChecker, AsyncGoMetricClient, GoMetricClient, ThreadedChecker

# Measured by layer, items that only ask as the bare loop does among them.
REASON = (
    "the request itself takes nearly as long as the bare one; the rest is the owner's turn for "
    "each answer, since answers come one by one, and the strict reading of the body"
)
TASKS = Row(
    "{:,} `AsyncGoMetricClient` checks on loopback, 100 at a time",
    "bare pyreqwest loop with a semaphore",
    1.1,
    reason=REASON,
)
THREADS = Row(
    "{:,} `GoMetricClient` checks on loopback, 32 at once",
    "bare pyreqwest in a `ThreadPoolExecutor`",
    1.1,
    reason=REASON,
)
SECONDS = 5


def rows(size: Size) -> Rows:
    with serving() as url:
        urls = [f"{url}/{number}" for number in range(size.of(5_000))]
        yield tasks(urls, size)
        yield threads(urls, size)


def tasks(urls: Sequence[str], size: Size) -> Row:
    clients = [AsyncGoMetricClient(url, SECONDS) for url in urls]
    checker = AsyncChecker(clients, timeout=SECONDS + 1, max_concurrent=100)
    with asyncio.Runner() as runner:
        ours = timed(lambda: runner.run(check_tasks(checker)))
        client = ClientBuilder().build()
        floor = timed(lambda: runner.run(bare_tasks(client, urls)))
        row = TASKS._replace(figure=TASKS.figure.format(len(urls)))
        return row.measured(alternate(ours, floor, size.rounds))


async def check_tasks(checker: AsyncChecker) -> None:
    assert not any(result.error for result in await checker.check())


async def bare_tasks(client: Client, urls: Sequence[str]) -> None:
    some = asyncio.Semaphore(100)
    async with asyncio.TaskGroup() as group:

        async def ask(url: str) -> None:
            async with some:
                request = client.get(url).timeout(timedelta(seconds=SECONDS)).build()
                document = await (await request.send()).json()
                assert document["status"] == "pass"

        for url in urls:
            group.create_task(ask(url))


def threads(urls: Sequence[str], size: Size) -> Row:
    clients = [GoMetricClient(url, SECONDS) for url in urls]
    checker = ThreadedChecker(clients, timeout=SECONDS + 1, max_concurrent=32)

    def ours() -> None:
        assert not any(result.error for result in checker.check())

    client = SyncClientBuilder().build()
    floor = timed(lambda: bare_threads(client, urls))
    row = THREADS._replace(figure=THREADS.figure.format(len(urls)))
    return row.measured(alternate(timed(ours), floor, size.rounds))


def bare_threads(client: SyncClient, urls: Sequence[str]) -> None:
    def ask(url: str) -> bool:
        request = client.get(url).timeout(timedelta(seconds=SECONDS)).build()
        status: object = request.send().json()["status"]
        return status == "pass"

    with ThreadPoolExecutor(32) as pool:
        assert all(pool.map(ask, urls))
