"""A copy of all tables at one moment, from which a snapshot is made without the checker's lock."""

from collections.abc import Iterable

from checker_lab.cluster.item_table import ItemTable
from checker_lab.cluster.member import Member
from checker_lab.cluster.shard import Shard
from checker_lab.core.snapshot import ItemSnapshot

__all__ = ["TableCopies"]


class TableCopies:
    """Copies to make with the lock held; `views()`, which may take seconds, needs no lock.

    Args:
        members: the items, in the order of the views.
        shards: where they are.
        started_at: when each check that runs started, in seconds, by the id of its item.
        abandoned: the ids whose abandoned checks still run.
    """

    def __init__(
        self,
        members: list[Member],
        shards: Iterable[Shard],
        started_at: dict[str, float],
        abandoned: Iterable[str],
    ) -> None:
        self._members = members
        self._shards = [(list(shard.members), shard.table.copy()) for shard in shards]
        self._started_at = started_at
        self._abandoned = set(abandoned)

    def views(self) -> dict[str, ItemSnapshot]:
        """Return the view of each item, by id, in the order of adding."""
        views: dict[Member, ItemSnapshot] = {}
        for members, table in self._shards:
            views.update(zip(members, self._views_of(members, table), strict=True))
        # The owner has not read of every new item: those have no slot yet.
        return {each.item_id: views.get(each) or self._view_of(each) for each in self._members}

    def _views_of(self, members: list[Member], table: ItemTable) -> list[ItemSnapshot]:
        return table.views([each.item_id for each in members], self._started_at, self._abandoned)

    def _view_of(self, new: Member) -> ItemSnapshot:
        # A removed item with its id may still be in flight.
        started_at = self._started_at.get(new.item_id)
        return ItemSnapshot(abandoned=new.item_id in self._abandoned, started_at=started_at)
