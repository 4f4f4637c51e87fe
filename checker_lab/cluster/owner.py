"""The owner thread of a cluster's checker: it reads the mailbox, and its orders go to workers."""

from checker_lab.cluster.network import Network
from checker_lab.core.owner import Shared
from checker_lab.threads.owner import ThreadOwner

__all__ = ["ClusterOwner"]


class ClusterOwner(ThreadOwner):
    """A `ThreadOwner` whose crew has nothing to do: the engine sends all checks over its links."""

    cancels = True

    def __init__(self, shared: Shared, network: Network) -> None:
        super().__init__(shared)
        self._network = network

    def _live(self) -> None:
        self._network.begin()
        try:
            super()._live()
        finally:
            self._network.end()
