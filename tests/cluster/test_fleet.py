"""Which worker has which shard."""

from checker_lab.cluster.commands import DropShard, OpenShard, ShardSettings
from checker_lab.cluster.fleet import QUARANTINE, Fleet
from checker_lab.cluster.member import Member
from checker_lab.cluster.shard import Shard
from tests.cluster.fakes import FakeLink, as_link

SETTINGS = ShardSettings("threads", None, 4, 4)


def fleet_of(*sizes: int) -> tuple[Fleet, list[Shard], dict[str, FakeLink]]:
    """A fleet of shards of these sizes, and the links that it makes."""
    shards = [Shard(number, "threads") for number in range(len(sizes))]
    for shard, size in zip(shards, sizes, strict=True):
        for item in range(size):
            shard.add(Member(f"{shard.number} {item}", "threads", b""))
    made: dict[str, FakeLink] = {}

    def connect(worker: str) -> FakeLink:
        made[worker] = FakeLink(worker)
        return made[worker]

    return Fleet(shards, lambda worker: as_link(connect(worker)), lambda _: SETTINGS), shards, made


def test_shards_with_items_are_opened_on_the_least_loaded_workers() -> None:
    fleet, _, made = fleet_of(3, 0, 2, 1)
    fleet.update(0.0, ("a", "b"))
    fleet.assign()
    assert fleet.placement() == {"a": 3, "b": 3}
    assert made["b"].sent == [OpenShard(2, SETTINGS), OpenShard(3, SETTINGS)]


def test_a_worker_that_joins_gets_shards_that_are_idle() -> None:
    fleet, shards, made = fleet_of(2, 2, 2)
    fleet.update(0.0, ("a",))
    fleet.assign()
    shards[0].await_pass(1)
    fleet.update(0.0, ("a", "b"))
    fleet.assign()
    assert fleet.placement() == {"a": 4, "b": 2}
    assert made["a"].sent[-1] == DropShard(1)
    assert list(shards[1].unsent) == [0, 1]


def test_a_quarantined_worker_gets_no_shard_while_there_are_others() -> None:
    fleet, _, _ = fleet_of(1, 1)
    fleet.quarantine(0.0, "a")
    fleet.update(0.0, ("a", "b"))
    fleet.assign()
    assert fleet.placement() == {"b": 2}
    fleet.update(QUARANTINE + 1.0, ("a", "b"))
    fleet.assign()
    assert fleet.placement() == {"a": 1, "b": 1}


def test_a_quarantined_worker_is_better_than_none() -> None:
    fleet, _, _ = fleet_of(1)
    fleet.quarantine(0.0, "a")
    fleet.update(0.0, ("a",))
    fleet.assign()
    assert fleet.placement() == {"a": 1}


def test_links_to_workers_that_left_are_found_and_unused_ones_closed() -> None:
    fleet, shards, made = fleet_of(1)
    fleet.update(0.0, ("a",))
    fleet.assign()
    (left,) = fleet.update(0.0, ("b",))
    assert left is as_link(made["a"])
    assert fleet.has(left)
    fleet.disconnect_if_unused(left)
    assert fleet.has(left)
    shards[0].detach()
    fleet.disconnect_if_unused(left)
    assert (made["a"].is_closed, fleet.links) == (True, {})
