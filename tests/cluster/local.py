"""A real cluster on this machine: a scheduler, and worker processes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from distributed import Client, LocalCluster

__all__ = ["local_cluster"]

STARTED_WITHIN = 60.0


@contextmanager
def local_cluster(workers: int = 2) -> Iterator[Client]:
    """The client of a new cluster of `workers` processes with a thread each."""
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            processes=True,
            dashboard_address="127.0.0.1:0",  # for None it would take the well-known port
            silence_logs=logging.CRITICAL,
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        client.wait_for_workers(workers, timeout=STARTED_WITHIN)
        yield client
