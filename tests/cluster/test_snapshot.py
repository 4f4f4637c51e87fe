"""Views of all items, made of copies."""

from checker_lab.cluster.member import Member
from checker_lab.cluster.shard import Shard
from checker_lab.cluster.snapshot import TableCopies
from checker_lab.core.snapshot import ItemSnapshot


def test_items_come_in_the_order_of_adding_with_new_ones_that_have_no_slot() -> None:
    shards = [Shard(number, "threads") for number in range(2)]
    members = [Member(item_id, "threads", b"") for item_id in "abc"]
    shards[1].add(members[0])
    shards[0].add(members[1])
    views = TableCopies(members, shards, {"b": 1.0, "c": 2.0}, ["c"]).views()
    assert list(views.items()) == [
        ("a", ItemSnapshot()),
        ("b", ItemSnapshot(started_at=1.0)),
        ("c", ItemSnapshot(started_at=2.0, abandoned=True)),
    ]


def test_views_do_not_change_with_the_tables() -> None:
    shard, member = Shard(0, "threads"), Member("a", "threads", b"")
    shard.add(member)
    copies = TableCopies([member], [shard], {}, [])
    shard.table.record_passed(shard.pending.in_pass(1), 1, 0.0, 0.0, 0.0)
    assert copies.views()["a"].checks == 0
