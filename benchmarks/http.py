"""Checks over HTTP on loopback, compared with the same requests by pycurl alone.

Both sides open a connection for each request, as a probe does.
"""

import asyncio
import json
import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pycurl

from benchmarks.harness import Row, Rows, Size, alternate, timed
from benchmarks.http_server import serving
from checker_lab import AsyncChecker, AsyncGoMetricClient, GoMetricClient, ThreadedChecker

REASON = (
    "answers arrive one by one, so the owner takes a turn for each; the rest is the strict parsing "
    "of the URL and of the body"
)
TASKS = Row(
    "{:,} `AsyncGoMetricClient` checks on loopback, 100 at a time",
    "bare pycurl loop with a semaphore",
    1.1,
    reason=REASON,
)
THREADS = Row(
    "{:,} `GoMetricClient` checks on loopback, 32 concurrently",
    "bare pycurl in a `ThreadPoolExecutor`",
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
        floor = timed(lambda: runner.run(bare_tasks(urls)))
        row = TASKS._replace(figure=TASKS.figure.format(len(urls)))
        return row.measured(alternate(ours, floor, size.rounds))


async def check_tasks(checker: AsyncChecker) -> None:
    assert not any(result.error for result in await checker.check())


async def bare_tasks(urls: Sequence[str]) -> None:
    some = asyncio.Semaphore(100)
    async with pycurl.AsyncCurlMulti() as multi, asyncio.TaskGroup() as group:

        async def ask(url: str) -> None:
            async with some:
                body = bytearray()
                await multi.perform(prepare(pycurl.Curl(), url, body))
                assert json.loads(body)["status"] == "pass"

        for url in urls:
            group.create_task(ask(url))


def threads(urls: Sequence[str], size: Size) -> Row:
    clients = [GoMetricClient(url, SECONDS) for url in urls]
    checker = ThreadedChecker(clients, timeout=SECONDS + 1, max_concurrent=32)

    def ours() -> None:
        assert not any(result.error for result in checker.check())

    floor = timed(lambda: bare_threads(urls))
    row = THREADS._replace(figure=THREADS.figure.format(len(urls)))
    return row.measured(alternate(timed(ours), floor, size.rounds))


def bare_threads(urls: Sequence[str]) -> None:
    handles = threading.local()

    def ask(url: str) -> bool:
        body = bytearray()
        prepare(handles.handle, url, body).perform()
        status: object = json.loads(body)["status"]
        return status == "pass"

    def make_handle() -> None:
        handles.handle = pycurl.Curl()

    with ThreadPoolExecutor(32, initializer=make_handle) as pool:
        assert all(pool.map(ask, urls))


def prepare(handle: pycurl.Curl, url: str, body: bytearray) -> pycurl.Curl:
    """Set the least that such a request needs."""
    handle.setopt(pycurl.URL, url)
    handle.setopt(pycurl.NOSIGNAL, 1)
    handle.setopt(pycurl.TIMEOUT, SECONDS)
    handle.setopt(pycurl.FORBID_REUSE, 1)
    handle.setopt(pycurl.WRITEFUNCTION, body.extend)
    return handle
