"""What is known of all items at one moment, copied, so that it can be put into words at leisure."""

from collections.abc import Iterable

from checker_lab.cluster.item_table import Accounts
from checker_lab.cluster.registry import Member, Members
from checker_lab.cluster.shard import Shard
from checker_lab.core.snapshot import ItemSnapshot

__all__ = ["Known"]


class Known:
    """A copy, which takes a hundredth of the time of what is made of it.

    Args:
        members: the items, in the order of the views.
        shards: where they are.
        began: when each check that runs has begun, by the id of its item.
        abandoned: the ids whose abandoned checks still run.
    """

    def __init__(
        self,
        members: Members,
        shards: Iterable[Shard],
        began: dict[str, float],
        abandoned: Iterable[str],
    ) -> None:
        self._members = members.all()
        self._shards = [(list(shard.members), shard.accounts.copied()) for shard in shards]
        self._began = began
        self._abandoned = set(abandoned)

    def views(self) -> dict[str, ItemSnapshot]:
        """What is known of each item, by id, in the order of adding."""
        views: dict[Member, ItemSnapshot] = {}
        for members, accounts in self._shards:
            views.update(zip(members, self._views_of(members, accounts), strict=True))
        # Those of which the owner has not heard yet are in no shard.
        return {each.item_id: views.get(each) or self._view_of(each) for each in self._members}

    def _views_of(self, members: list[Member], accounts: Accounts) -> list[ItemSnapshot]:
        return accounts.views([each.item_id for each in members], self._began, self._abandoned)

    def _view_of(self, new: Member) -> ItemSnapshot:
        started_at = self._began.get(new.item_id)
        return ItemSnapshot(abandoned=new.item_id in self._abandoned, started_at=started_at)
