"""The workers of the cluster, the links to them, and which of them has which shard."""

from collections.abc import Callable, Mapping

from checker_lab.cluster.commands import DropShard, OpenShard, ShardSettings
from checker_lab.cluster.link import Link
from checker_lab.cluster.placement import place, rebalance
from checker_lab.cluster.shard import Shard
from checker_lab.core.clock import is_due

__all__ = ["Fleet"]

QUARANTINE = 60.0
"""Seconds for which a lost worker that is back gets no shard if others can have it."""


class Fleet:
    """Assigns shards to workers. The checker's lock guards it.

    `workers` are the addresses of all workers, as the scheduler listed them last; `links` has those
    that are in use.

    Args:
        shards: all shards.
        connect: makes a link to the worker with this address.
        settings_of: returns the settings of a shard.
    """

    def __init__(
        self,
        shards: list[Shard],
        connect: Callable[[str], Link],
        settings_of: Callable[[Shard], ShardSettings],
    ) -> None:
        self.workers: tuple[str, ...] = ()
        self.links: dict[str, Link] = {}
        self._shards = shards
        self._connect = connect
        self._settings_of = settings_of
        self._quarantined: dict[str, float] = {}

    def update(self, now: float, workers: tuple[str, ...]) -> list[Link]:
        """Take the list of workers; return the links to those that have left."""
        self.workers = workers
        self._quarantined = {each: end for each, end in self._quarantined.items() if end > now}
        return [link for link in self.links.values() if link.worker not in workers]

    def has(self, link: Link) -> bool:
        """Is the link in use? Mail from others arrived too late."""
        return self.links.get(link.worker) is link

    def quarantine(self, now: float, worker: str) -> None:
        """Prefer other workers for some time."""
        self._quarantined[worker] = now + QUARANTINE

    def assign(self) -> None:
        """Give each shard that has items a worker, and rebalance."""
        workers = [each for each in self.workers if each not in self._quarantined] or self.workers
        if not workers:
            return
        loads = dict.fromkeys(workers, 0)
        for shard in self._shards:
            if shard.link is not None and shard.link.worker in loads:
                loads[shard.link.worker] += shard.live
        sizes = {each.number: each.live for each in self._shards if each.live and not each.link}
        for number, worker in place(sizes, loads).items():
            loads[worker] += sizes[number]
            self._open(self._shards[number], worker)
        self._rebalance(loads)

    def _rebalance(self, loads: Mapping[str, int]) -> None:
        may_move = [
            (shard.number, shard.live, shard.link.worker)
            for shard in self._shards
            if shard.link is not None and shard.live and shard.may_move
            if shard.link.worker in loads
        ]
        for number, worker in rebalance(may_move, loads):
            shard = self._shards[number]
            drop(shard)
            self._open(shard, worker)

    def _open(self, shard: Shard, worker: str) -> None:
        if worker not in self.links:
            self.links[worker] = self._connect(worker)
        shard.link = self.links[worker]
        shard.link.send(OpenShard(shard.number, self._settings_of(shard)))

    def disconnect(self, link: Link) -> list[Shard]:
        """Close the link; return its shards, which are to be detached."""
        del self.links[link.worker]
        link.close()
        return [shard for shard in self._shards if shard.link is link]

    def disconnect_if_unused(self, link: Link) -> None:
        """Close the link if no shard needs it any more."""
        if not any(shard.link is link for shard in self._shards):
            self.disconnect(link)

    def placement(self) -> dict[str, int]:
        """Return the number of items on each worker, by its address."""
        placed = dict.fromkeys(self.links, 0)
        for shard in self._shards:
            if shard.link is not None:
                placed[shard.link.worker] += shard.live
        return placed

    # The clock: workers that follow it need the time when one of their timers is due.

    def wake_at(self) -> float | None:
        """When does a worker need the time next?"""
        moments = [link.wake_at for link in self.links.values() if link.wake_at is not None]
        return min(moments, default=None)

    def set_time(self, now: float) -> None:
        """Send the time to the workers that need it by now."""
        for link in self.links.values():
            if link.wake_at is not None and is_due(link.wake_at, now):
                link.set_time(now)


def drop(shard: Shard) -> None:
    """Let the worker forget the shard, and detach it."""
    if shard.link is not None:
        shard.link.send(DropShard(shard.number))
    shard.detach()
