"""The commands that a client sends to a worker, each for one shard.

They are plain values that pickle small. A worker executes them in the order of sending.
"""

from typing import Literal, NamedTuple

__all__ = [
    "AddItems",
    "CloseShard",
    "Command",
    "DropShard",
    "Kind",
    "OpenShard",
    "RemoveSlot",
    "SetTimeout",
    "ShardSettings",
    "StartPass",
]

Kind = Literal["threads", "tasks"]
"""What runs the checks of a shard: a `ThreadedChecker` or an `AsyncChecker`."""


class ShardSettings(NamedTuple):
    """Settings for the checker of one shard; `timeout` in seconds."""

    kind: Kind
    timeout: float | None
    max_concurrent: int
    max_abandoned: int


class OpenShard(NamedTuple):
    """Create the checker of a shard, without items."""

    shard: int
    settings: ShardSettings


class AddItems(NamedTuple):
    """Add pickled items to the shard, one to each slot.

    With `immediately` they are checked now, between two passes; otherwise the next pass is their
    first.
    """

    shard: int
    slots: list[int]
    items: list[bytes]
    immediately: bool


class RemoveSlot(NamedTuple):
    """Stop checking the item in this slot."""

    shard: int
    slot: int


class StartPass(NamedTuple):
    """Start a pass over the shard; `pass_number` is its number in the whole cluster."""

    shard: int
    pass_number: int


class SetTimeout(NamedTuple):
    """From now on a check of the shard may take `timeout` seconds; None means no limit."""

    shard: int
    timeout: float | None


class CloseShard(NamedTuple):
    """Stop the checks of the shard after `grace` seconds and report how they ended.

    A shard with abandoned checks stays open until `DropShard`.
    """

    shard: int
    grace: float


class DropShard(NamedTuple):
    """Forget the shard: it has moved, or its last abandoned check has returned."""

    shard: int


Command = OpenShard | AddItems | RemoveSlot | StartPass | SetTimeout | CloseShard | DropShard
