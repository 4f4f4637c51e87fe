"""Workers are killed in the middle of passes, again and again, and no result is lost or doubled."""

import os
import random
import signal
from collections import Counter
from functools import partial
from pathlib import Path

import pytest
from dask import config
from distributed import Client

from checker_lab import CheckEnded, Event, Outcome, PassEnded, StopReport
from checker_lab.cluster import ClusterChecker
from checker_lab.core.events import WorkerLost
from checker_lab.testing import ManualClock, wait_until
from tests.cluster.items import AsyncPlain, Gated, Plain
from tests.cluster.leftovers import NOTHING, left_everywhere
from tests.cluster.local import local_cluster
from tests.cluster.passes import engine_of

WORKERS = 4
KILLED = 2
LONG = 120.0
"""Real seconds in which workers are surely restarted and items sent."""


class Book:
    """Counts the results of each item in each pass."""

    def __init__(self, items: int) -> None:
        self.items = items
        self.entries: dict[int, bytearray] = {}
        self.outcomes: dict[int, Counter[Outcome]] = {}
        self.ended = 0
        self.lost = 0

    def __call__(self, event: Event) -> None:
        if isinstance(event, CheckEnded):
            result = event.result
            entries = self.entries.setdefault(result.pass_number, bytearray(self.items))
            entries[int(result.item_id)] += 1
            self.outcomes.setdefault(result.pass_number, Counter())[result.outcome] += 1
        elif isinstance(event, PassEnded):
            self.ended = event.pass_number
        self.lost += isinstance(event, WorkerLost)

    def wait_for_share(self, number: int, share: float) -> None:
        """Wait until this share of the results has arrived."""
        wait_until(lambda: self._arrived(number) > share * self.items, LONG)

    def wait_for_end(self, number: int) -> None:
        wait_until(lambda: self.ended == number, LONG)

    def _arrived(self, number: int) -> int:
        return sum(self.outcomes.get(number, Counter()).values())

    def balances(self, number: int) -> bool:
        return self.entries[number] == bytearray([1] * self.items)


def victims(client: Client, choice: random.Random) -> list[int]:
    """Choose the processes of some workers."""
    return choice.sample(sorted(client.run(os.getpid).values()), KILLED)


def make_fleet(items: int, gate: Path) -> list[Plain]:
    """Each shard has some gated items, so that no worker has finished before the gate opens."""
    kinds = [Plain, AsyncPlain] * 26 + [partial(Gated, gate=gate)]
    return [kinds[number % len(kinds)](str(number)) for number in range(items)]


def are_back(checker: ClusterChecker, book: Book, number: int) -> bool:
    """Have all losses up to this pass been noticed, and new workers joined?"""
    return book.lost == KILLED * (number // 2) and len(engine_of(checker).fleet.workers) == WORKERS


@pytest.mark.parametrize(
    ("items", "times"),
    [(2_000, 1), pytest.param(100_000, 10, marks=[pytest.mark.deep, pytest.mark.timeout(1800)])],
)
def test_no_result_is_lost_or_doubled(items: int, times: int, tmp_path: Path) -> None:
    book, clock, choice = Book(items), ManualClock(), random.Random(times)
    gate = tmp_path / "open"
    gate.touch()
    fleet = make_fleet(items, gate)
    # 15 s after a loss Dask looks whether the worker is back. One that was lost again just before
    # that would not be started again.
    patient = config.set({"distributed.deploy.lost-worker-timeout": "1 hour"})
    with patient, local_cluster(WORKERS) as client:
        checker = ClusterChecker(client, fleet, interval=5.0, clock=clock, on_event=book)
        checker.run()
        book.wait_for_end(1)
        for number in range(2, 2 * times + 2, 2):
            share, chosen = choice.random() / 2, victims(client, choice)
            gate.unlink()
            clock.advance(5.0)
            book.wait_for_share(number, share)
            for process in chosen:
                os.kill(process, signal.SIGKILL)
            gate.touch()
            book.wait_for_end(number)
            assert book.outcomes[number][Outcome.SKIPPED] > 0
            print(f"killed after {share:.0%}: {dict(book.outcomes[number])}")
            wait_until(partial(are_back, checker, book, number), LONG)
            clock.advance(5.0)
            book.wait_for_end(number + 1)
            assert book.outcomes[number + 1] == {Outcome.PASS: items}
        assert book.lost == KILLED * times
        passes = 2 * times + 1
        assert all(book.balances(number) for number in range(1, passes + 1))
        snapshot = checker.snapshot()
        assert {seen.checks + seen.skipped for seen in snapshot.items.values()} == {passes}
        assert snapshot.missed_passes == 0
        assert checker.stop() == StopReport(ended=True)
        wait_until(lambda: left_everywhere(client) == NOTHING)
