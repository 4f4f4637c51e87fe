"""A real cluster on this machine: a scheduler, and worker processes."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Client, LocalCluster

__all__ = ["WORKERS", "local_cluster"]

WORKERS = 2
STARTED_WITHIN = 60.0


@contextmanager
def local_cluster(workers: int = WORKERS, **options: Any) -> Iterator[Client]:
    """The client of a new cluster of `workers` processes with one thread each."""
    with (
        LocalCluster(  # type: ignore[no-untyped-call]
            n_workers=workers,
            threads_per_worker=1,
            dashboard_address="127.0.0.1:0",  # for None it would take the well-known port
            silence_logs=logging.CRITICAL,
            **options,
        ) as cluster,
        Client(cluster) as client,  # type: ignore[no-untyped-call]
    ):
        client.wait_for_workers(workers, timeout=STARTED_WITHIN)
        yield client
