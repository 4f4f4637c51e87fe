"""Which worker gets which shard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker_lab.cluster.placement import place, rebalance

# The threads of a running cluster use `random` too, while Hypothesis draws.
pytestmark = pytest.mark.filterwarnings("ignore:Do not use the `random` module")


WORKERS = ("a", "b", "c")
sizes = st.lists(st.integers(1, 1000), max_size=20)


def test_the_largest_shard_goes_first_to_the_least_loaded_worker() -> None:
    assert place({1: 10, 2: 30, 3: 20}, {"a": 0, "b": 0}) == {2: "a", 3: "b", 1: "b"}
    assert place({1: 10}, {"a": 5, "b": 0}) == {1: "b"}


def test_a_worker_that_joins_gets_a_share_and_even_loads_stay() -> None:
    assert rebalance([(1, 10, "a"), (2, 10, "a")], {"a": 20, "b": 0}) == [(1, "b")]
    assert rebalance([(1, 10, "a"), (2, 10, "b")], {"a": 10, "b": 10}) == []
    assert rebalance([(1, 10, "a")], {"a": 10, "b": 0}) == []
    assert rebalance([], {}) == []


@given(sizes)
def test_loads_differ_by_at_most_the_largest_shard(given_sizes: list[int]) -> None:
    workers = place(dict(enumerate(given_sizes)), dict.fromkeys(WORKERS, 0))
    loads = dict.fromkeys(WORKERS, 0)
    for shard, worker in workers.items():
        loads[worker] += given_sizes[shard]
    assert sorted(workers) == list(range(len(given_sizes)))
    assert max(loads.values()) - min(loads.values()) <= max(given_sizes, default=0)


@given(sizes)
def test_rebalancing_never_makes_loads_less_even(given_sizes: list[int]) -> None:
    before = {"a": sum(given_sizes), "b": 0, "c": 0}
    after = dict(before)
    for shard, worker in rebalance([(n, size, "a") for n, size in enumerate(given_sizes)], before):
        after["a"] -= given_sizes[shard]
        after[worker] += given_sizes[shard]
    assert max(after.values()) <= max(before.values())
    assert min(after.values()) >= 0
