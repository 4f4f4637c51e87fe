"""The owner thread of a cluster's checker: it reads the mailbox, and the engine sends commands."""

from checker_lab.threads.owner import ThreadOwner

__all__ = ["ClusterOwner"]


class ClusterOwner(ThreadOwner):
    """A `ThreadOwner` whose crew stays idle: the engine hands out no checks here."""

    # The workers cancel the checks of tasks, and report which.
    cancels = True
