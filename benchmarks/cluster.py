"""A pass over two workers of a cluster on this machine, against the best of one process."""

import asyncio
import gc
import logging
import os
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import psutil
from distributed import Client, LocalCluster

from benchmarks.harness import Row, Rows, Size, Timed, spread_of, timed
from benchmarks.items import Idle, IdleAsync
from checker_lab import AsyncChecker, Event, PassEnded, ThreadedChecker
from checker_lab.cluster import ClusterChecker
from checker_lab.testing import ManualClock, wait_until

WORKERS = 2
CONCURRENT = 50  # tasks that do nothing: fewer or more take longer
NEVER = 1e9
LONG = 300.0
SHARE = "the faster of threads and asyncio in one process, per core used"
PASS = Row("a pass of {:,} items over a cluster", SHARE, 1.3)
GROWTH = Row(
    "cost per item in a pass of {:,} items over a cluster", "the same with {:,} items", 1.5
)
BYTES = Row("network traffic per item and pass, over a cluster", "", None, unit="bytes")
WORKERS_CPU = Row(
    "CPU time per check that does nothing, on the workers of a cluster", "", None, unit="µs"
)
CLIENT_CPU = Row("the same in the process of the client and the scheduler", "", None, unit="µs")
ONE_MORE = Row(
    "from `add()` to the first result, in a running cluster of {:,} items", "", None, unit="ms"
)


def rows(size: Size) -> Rows:
    most, few = size.of(1_000_000), 1_000
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with cluster() as client:
        yield share(client, size)
        with running(client, few) as small:
            floor = min(small.one_pass() / few for _ in range(size.rounds))
        with running(client, most) as large:
            passes = [large.measured_pass() for _ in range(3)]
            costs = [each.seconds / most / floor for each in passes]
            growth = GROWTH._replace(
                figure=GROWTH.figure.format(most), floor=GROWTH.floor.format(few)
            )
            yield growth.measured(spread_of(costs))
            yield BYTES.measured(spread_of([each.bytes / most for each in passes]))
            micro = 1e6 / most
            yield WORKERS_CPU.measured(spread_of([each.workers * micro for each in passes]))
            yield CLIENT_CPU.measured(spread_of([each.client * micro for each in passes]))
            one_more = ONE_MORE._replace(figure=ONE_MORE.figure.format(most))
            added = [large.add_one(number) * 1000 for number in range(size.rounds)]
            yield one_more.measured(spread_of(added))


def share(client: Client, size: Size) -> Row:
    """Wall time times busy cores, divided by the time of one process: CPU against CPU."""
    items = size.of(100_000)
    ratios = []
    with alone(items) as ways, running(client, items) as spread:
        for _ in range(size.rounds):
            floor = min(way() for way in ways)
            gc.collect()
            took = spread.measured_pass()
            cores = (took.client + took.workers) / took.seconds
            ratios.append(took.seconds * cores / floor)
    return PASS._replace(figure=PASS.figure.format(items)).measured(spread_of(ratios))


@contextmanager
def alone(items: int) -> Iterator[Sequence[Timed]]:
    """The two ways to run a pass in one process: in threads and in tasks."""
    with asyncio.Runner() as runner:
        threads = ThreadedChecker(map(Idle, range(items)), interval=NEVER, on_event=quiet)
        idle = map(IdleAsync, range(items))
        tasks = AsyncChecker(idle, interval=NEVER, max_concurrent=CONCURRENT, on_event=quiet)
        with threads:
            yield timed(threads.check), timed(lambda: runner.run(tasks.check()))


class Took(NamedTuple):
    """What a pass took: real seconds, CPU seconds of the client's process and of the workers, and
    bytes over the loopback, from the workers to the scheduler and on to the client."""

    seconds: float
    client: float
    workers: float
    bytes: int


class Running:
    """A running checker over a cluster, whose passes start on demand."""

    wants_passes = False

    def __init__(self, client: Client, items: int) -> None:
        self.passes_ended = 0
        pids = client.run(os.getpid).values()
        self._processes = [psutil.Process(pid) for pid in (os.getpid(), *pids)]
        self._clock = ManualClock()
        self.checker = ClusterChecker(
            client, map(Idle, range(items)), interval=1.0, clock=self._clock, on_event=self
        )

    def __call__(self, event: Event) -> None:
        self.passes_ended += isinstance(event, PassEnded)

    def one_pass(self) -> float:
        """Run one pass; return its seconds."""
        wanted = self.passes_ended + 1
        started_at = time.perf_counter()
        self._clock.advance(1.0)
        wait_until(lambda: self.passes_ended == wanted, LONG)
        return time.perf_counter() - started_at

    def measured_pass(self) -> Took:
        """Run one pass; return what it took."""
        client, workers, crossed = *self._cpu(), loopback()
        seconds = self.one_pass()
        client_now, workers_now = self._cpu()
        return Took(seconds, client_now - client, workers_now - workers, loopback() - crossed)

    def _cpu(self) -> tuple[float, float]:
        client, *workers = (sum(each.cpu_times()[:2]) for each in self._processes)
        return client, sum(workers)

    def add_one(self, number: int) -> float:
        """Seconds from `add()` to the first result of the new item."""
        item = Idle(10**9 + number)
        started_at = time.perf_counter()
        self.checker.add(item)
        with self.checker._lock:
            member = self.checker._members.entries()[-1]
        wait_until(lambda: member.is_placed and not self._awaits_one(), LONG)
        return time.perf_counter() - started_at

    def _awaits_one(self) -> bool:
        with self.checker._lock:
            return any(shard.pending for shard in self.checker._engine.shards)


@contextmanager
def running(client: Client, items: int) -> Iterator[Running]:
    """Such a checker after its first pass."""
    made = Running(client, items)
    made.checker.run()
    wait_until(lambda: made.passes_ended == 1, LONG)
    yield made
    made.checker.stop()


@contextmanager
def cluster() -> Iterator[Client]:
    """Two worker processes on this machine."""
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=WORKERS,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",
            silence_logs=logging.CRITICAL,
        ) as made,
        Client(made) as client,  # type: ignore[no-untyped-call]
    ):
        yield client


def loopback() -> int:
    """Bytes received over the loopback of this machine so far."""
    lines = Path("/proc/net/dev").read_text().splitlines()
    (ours,) = [line.split() for line in lines if line.strip().startswith("lo:")]
    return int(ours[1])


def quiet(event: object) -> None:
    """Ignore the event."""
