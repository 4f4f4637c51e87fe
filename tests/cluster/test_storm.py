"""Random calls from many threads over a cluster: the storm of the other checkers."""

import random
from collections.abc import Iterator
from typing import Any

import pytest
from distributed import Client

from checker_lab.cluster import ClusterChecker
from checker_lab.testing import wait_until
from tests.cluster.leftovers import NOTHING, left_everywhere
from tests.faults.tally import Tally
from tests.faults.test_storm import AsyncMoody, Moody, Storm, call_from_threads, options

CALLERS = 8


@pytest.fixture
def tally() -> Iterator[Tally]:
    made = Tally()
    yield made
    made.nothing_lost()


def item_of_either_kind(item_id: str, seed: int) -> Any:
    # Not by hash(), which differs between processes: a seed must give the same items again.
    return (Moody, AsyncMoody)[len(item_id) % 2](item_id, seed)


def storm_of_a_cluster(client: Client, tally: Tally, seed: int, seconds: float) -> None:
    """8 threads and a ClusterChecker."""
    shards = random.Random(seed).choice([1, 3, 8])
    checker = ClusterChecker(client, shards=shards, **options(seed))
    call_from_threads(Storm(checker, item_of_either_kind, seed), CALLERS, tally, seconds)
    tally.same(checker.snapshot().waiting, 0, "checks of which nothing was heard")
    wait_until(lambda: left_everywhere(client) == NOTHING)
    print(*tally.notes)


@pytest.mark.parametrize("seed", [1, 2])
def test_a_short_storm(client: Client, tally: Tally, seed: int) -> None:
    storm_of_a_cluster(client, tally, seed, 2.0)


@pytest.mark.deep
@pytest.mark.timeout(180)
def test_a_storm_of_a_minute(client: Client, tally: Tally) -> None:
    seed = random.SystemRandom().randrange(1_000_000)
    print(f"seed {seed}")  # pytest shows it if this fails
    storm_of_a_cluster(client, tally, seed, 60.0)
