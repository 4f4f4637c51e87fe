"""The items of a cluster's checker: each pickled once, and its place in a shard."""

from checker_lab.cluster.commands import Kind

__all__ = ["Member"]

NOWHERE = -1


class Member:
    """One item under the id that it had when it was added, pickled and ready to be sent.

    `shard` and `slot` say where it is, once the owner has read of it.
    """

    __slots__ = ("item_id", "kind", "packed", "removed", "shard", "slot")

    def __init__(self, item_id: str, kind: Kind, packed: bytes) -> None:
        self.item_id = item_id
        self.kind = kind
        self.packed = packed
        self.removed = False
        self.shard = NOWHERE
        self.slot = NOWHERE

    @property
    def is_placed(self) -> bool:
        """Does it have a slot?"""
        return self.slot != NOWHERE
