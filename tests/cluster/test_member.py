"""An item of a cluster's checker."""

from checker_lab.cluster.member import Member


def test_a_member_has_no_place_until_it_has_a_slot() -> None:
    member = Member("a", "tasks", b"pickled")
    assert not member.is_placed
    member.shard, member.slot = 0, 0
    assert member.is_placed
