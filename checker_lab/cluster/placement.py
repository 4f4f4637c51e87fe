"""Which worker gets which shard: all decided by numbers of items, with nothing else in it."""

from collections.abc import Iterable, Mapping, Sequence

__all__ = ["place", "spread"]


def place(sizes: Mapping[int, int], loads: Mapping[str, int]) -> dict[int, str]:
    """Give each shard, the largest first, to the worker that has least.

    Args:
        sizes: items of each shard that has no worker.
        loads: items that each worker has; at least one worker.
    """
    loads = dict(loads)
    homes: dict[int, str] = {}
    for shard in sorted(sizes, key=lambda each: (-sizes[each], each)):
        worker = min(loads, key=lambda each: (loads[each], each))
        homes[shard] = worker
        loads[worker] += sizes[shard]
    return homes


def spread(
    shards: Iterable[tuple[int, int, str]], loads: Mapping[str, int]
) -> Sequence[tuple[int, str]]:
    """Moves that make the largest load smaller: each takes a shard to the worker that has least.

    Args:
        shards: number, items and worker of each shard that may move.
        loads: items that each worker has, those of other shards included.
    """
    loads = dict(loads)
    moves: list[tuple[int, str]] = []
    if not loads:
        return moves
    for number, size, worker in sorted(shards, key=lambda each: (-each[1], each[0])):
        least = min(loads, key=lambda each: (loads[each], each))
        if loads[worker] - loads[least] > size:
            loads[worker] -= size
            loads[least] += size
            moves.append((number, least))
    return moves
