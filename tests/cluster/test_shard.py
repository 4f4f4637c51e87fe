"""Slots of a shard: none is given away while a result of its last item may arrive."""

import numpy as np
import pytest

from checker_lab.cluster import shard as module
from checker_lab.cluster.commands import AddItems
from checker_lab.cluster.member import Member
from checker_lab.cluster.reports import ShardState
from checker_lab.cluster.shard import FREE_AFTER, Shard
from tests.cluster.fakes import FakeLink, as_link


def member(item_id: str) -> Member:
    return Member(item_id, "threads", item_id.encode())


def linked(*item_ids: str) -> tuple[Shard, list[Member]]:
    """A shard on a worker that has these items."""
    made, members = Shard(3, "threads"), [member(each) for each in item_ids]
    for each in members:
        made.add(each)
    made.link = as_link(FakeLink("one"))
    list(made.take_unsent())
    return made, members


def test_items_are_sent_once_in_commands_of_limited_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "ITEMS_PER_COMMAND", 2)
    made = Shard(3, "threads")
    for item_id in "abc":
        made.add(member(item_id))
    assert list(made.take_unsent()) == [
        AddItems(3, [0, 1], [b"a", b"b"], False),
        AddItems(3, [2], [b"c"], False),
    ]
    assert list(made.take_unsent()) == []
    made.detach()
    assert list(made.unsent) == [0, 1, 2]


def test_a_slot_is_free_some_passes_after_its_item_was_removed() -> None:
    made, (old,) = linked("a")
    assert made.remove(old, 1)
    made.free_slots(FREE_AFTER)
    made.add(member("b"))
    made.free_slots(1 + FREE_AFTER)
    made.add(member("c"))
    assert [each.item_id for each in made.members] == ["c", "b"]


def test_a_slot_with_an_abandoned_check_is_not_free() -> None:
    made, (old,) = linked("a")
    made.take_state(ShardState(3, 0, [(0, 1.0)], [0]))
    made.remove(old, 1)
    made.free_slots(100)
    made.add(member("b"))
    assert [each.item_id for each in made.members] == ["a", "b"]


def test_an_item_that_was_never_sent_needs_no_command_to_remove_it() -> None:
    made, _ = linked("a")
    late = member("b")
    made.add(late)
    assert not made.remove(late, 1)
    assert list(made.unsent) == []


def test_a_result_of_the_pass_of_the_replacement_is_that_of_the_old_item() -> None:
    made, (old,) = linked("a")
    made.pending.add_alone(0, 1)
    made.remove(old, 1)
    made.replace(old, member("a"), 1)
    slots = np.array([0])
    assert not made.are_of_current(slots, 1)[0]
    assert made.are_of_current(slots, 2)[0]


def test_a_shard_moves_only_if_no_result_would_be_lost() -> None:
    made, _ = linked("a")
    may_move = [made.may_move]
    made.await_pass(1)
    may_move.append(made.may_move)
    made.pending.resolve(np.array([0]), 1)
    may_move.append(made.may_move)
    made.take_state(ShardState(3, 0, [], [0]))
    may_move.append(made.may_move)
    assert may_move == [True, False, True, False]
