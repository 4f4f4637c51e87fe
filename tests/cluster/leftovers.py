"""Counts what checkers have left in this process and on the workers."""

import gc
import threading
from typing import NamedTuple

from distributed import Client, Worker

from tests.cluster.asking_items import CHECKING, HELD

__all__ = ["NOTHING", "Left", "left_everywhere"]


class Left(NamedTuple):
    """Threads of checkers, items that a worker holds, checks of such items, and Dask's own data."""

    threads: int
    items: int
    checking: int
    data: int

    def __add__(self, other: object) -> "Left":
        assert isinstance(other, Left)
        return Left(*(one + another for one, another in zip(self, other, strict=True)))


NOTHING = Left(0, 0, 0, 0)


def left_everywhere(client: Client) -> Left:
    """The sums over this process and all workers."""
    left = _left_here()
    for there in client.run(_left_on).values():
        left += there
    return left


def _left_on(dask_worker: Worker) -> Left:
    return _left_here(len(dask_worker.data) + len(dask_worker.state.actors))


def _left_here(data: int = 0) -> Left:
    if len(HELD):
        gc.collect()  # a cycle is not held
    names = [thread.name for thread in threading.enumerate()]
    ours = sum(name.startswith("checker_lab") for name in names)
    workers = sum(name == "checker_lab worker" for name in names)
    return Left(ours, len(HELD), workers + len(CHECKING), data)
