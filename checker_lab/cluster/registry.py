"""The items of a cluster's checker: which there are, and in which slot of which shard."""

from collections.abc import Iterator

from checker_lab.cluster.commands import Kind
from checker_lab.core.errors import DuplicateItemError, UnknownItemError

__all__ = ["Member", "Members"]

NOWHERE = -1


class Member:
    """One item, under the id that it had when it was added, and ready to be sent."""

    __slots__ = ("item_id", "kind", "packed", "removed", "shard", "slot")

    def __init__(self, item_id: str, kind: Kind, packed: bytes) -> None:
        self.item_id = item_id
        self.kind = kind
        self.packed = packed
        self.removed = False
        # Where it is, once the owner has come to it.
        self.shard = NOWHERE
        self.slot = NOWHERE

    @property
    def is_placed(self) -> bool:
        """Has it a slot?"""
        return self.slot != NOWHERE


class Members:
    """The items by id, in the order of adding. The checker's lock guards it."""

    def __init__(self) -> None:
        self._members: dict[str, Member] = {}

    def add(self, member: Member) -> None:
        """Enter an item.

        Raises:
            DuplicateItemError: there is one with that id.
        """
        if self._members.setdefault(member.item_id, member) is not member:
            raise DuplicateItemError(
                f"there is an item with the id {member.item_id!r} already: remove() it first, "
                "or give this one another id"
            )

    def remove(self, item_id: str) -> Member:
        """Strike an item out.

        Raises:
            UnknownItemError: there is none with that id.
        """
        member = self._members.pop(item_id, None)
        if member is None:
            raise UnknownItemError(
                f"there is no item with the id {item_id!r} to remove: str(checker) lists the ids"
            )
        member.removed = True
        return member

    def all(self) -> list[Member]:
        """Each item."""
        return list(self._members.values())

    def __iter__(self) -> Iterator[str]:
        return iter(list(self._members))

    def __len__(self) -> int:
        return len(self._members)
