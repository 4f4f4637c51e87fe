"""Where shards go: placing them on workers, and rebalancing. Numbers of items decide; no state."""

from collections.abc import Iterable, Mapping

__all__ = ["place", "rebalance"]


def place(sizes: Mapping[int, int], loads: Mapping[str, int]) -> dict[int, str]:
    """Choose a worker for each shard: the largest first, each to the worker with the least load.

    Source: R. L. Graham, "Bounds on Multiprocessing Timing Anomalies" (1969): longest processing
    time first.

    Args:
        sizes: number of items by shard, of shards without a worker.
        loads: number of items by worker; at least one worker.
    """
    loads = dict(loads)
    workers: dict[int, str] = {}
    for shard in sorted(sizes, key=lambda each: (-sizes[each], each)):
        workers[shard] = worker = _least_loaded(loads)
        loads[worker] += sizes[shard]
    return workers


def rebalance(
    shards: Iterable[tuple[int, int, str]], loads: Mapping[str, int]
) -> list[tuple[int, str]]:
    """Choose shards to move, each to the worker with the least load, and never to a fuller one.

    Args:
        shards: number, items and worker of each shard that may move.
        loads: number of items by worker, including those of shards that may not move.

    Returns:
        Number and new worker of each shard to move.
    """
    loads = dict(loads)
    moves: list[tuple[int, str]] = []
    if not loads:
        return moves
    for shard, size, worker in sorted(shards, key=lambda each: (-each[1], each[0])):
        least = _least_loaded(loads)
        if loads[worker] - loads[least] > size:
            loads[worker] -= size
            loads[least] += size
            moves.append((shard, least))
    return moves


def _least_loaded(loads: Mapping[str, int]) -> str:
    # By address among equals, so that every run decides alike.
    return min(loads, key=lambda worker: (loads[worker], worker))
