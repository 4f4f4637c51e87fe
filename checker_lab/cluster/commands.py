"""What the owner tells a worker to do: each order is for one shard, or for the worker's clock."""

from typing import Literal, NamedTuple

__all__ = ["Add", "Begin", "Close", "Drop", "Kind", "Limit", "Open", "Order", "Remove", "Settings"]

Kind = Literal["threads", "tasks"]


class Settings(NamedTuple):
    """Of the checker of one shard; `timeout` in seconds."""

    kind: Kind
    timeout: float | None
    max_concurrent: int
    max_abandoned: int


class Open(NamedTuple):
    """Make the checker of a shard, without items."""

    shard: int
    settings: Settings


class Add(NamedTuple):
    """Put items, pickled, into the shard, each in a slot of its own.

    They are checked `at_once`, between two passes, or from the pass on that is begun next.
    """

    shard: int
    slots: list[int]
    items: list[bytes]
    at_once: bool


class Remove(NamedTuple):
    """Check the item in this slot no more."""

    shard: int
    slot: int


class Begin(NamedTuple):
    """Begin a pass over the shard; it has this number in the whole cluster."""

    shard: int
    pass_number: int


class Limit(NamedTuple):
    """A check of the shard may take so many seconds from now on; None for as long as it takes."""

    shard: int
    timeout: float | None


class Close(NamedTuple):
    """End the checks of the shard, after `grace` seconds, and forget it when none is left."""

    shard: int
    grace: float


class Drop(NamedTuple):
    """Forget a closed shard whose last abandoned check has come back."""

    shard: int


Order = Open | Add | Remove | Begin | Limit | Close | Drop
