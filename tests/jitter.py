"""Delays at random between the steps of threads and event loops, as a busy machine has them.

A plugin of pytest: `python -m pytest -p tests.jitter tests/contract`. It finds tests, and code,
that take for granted who is quicker. What measures time, or sends thousands of messages, may fail.
It also pauses inside of reads of what threads share, so that a read without the lock is caught.
"""

import os
import random
import threading
import time
from asyncio.base_events import BaseEventLoop
from collections.abc import Iterator
from functools import wraps
from typing import Any, TypeVar

import checker_lab.threads.crew
from checker_lab.core.engine import Engine
from checker_lab.core.registry import Registry
from checker_lab.threads.channel import Channel

__all__ = ["dask_setup"]

LIKELY = 0.3
"""How likely each step is held up."""

LONGEST = 0.03
"""Seconds."""

LIKELY_IN_A_READ = 0.01
"""How likely each step of an iteration is held up: there are many."""

K = TypeVar("K")
V = TypeVar("V")

# Of its own, since Hypothesis watches over that of all.
DICE = random.Random()

# The workers of a cluster, which are other processes, load it as well.
os.environ["DASK_DISTRIBUTED__WORKER__PRELOAD"] = "tests.jitter"


def dask_setup(worker: object) -> None:
    """Dask wants to call something in what it has loaded."""


def _pause(likely: float = LIKELY) -> None:
    if DICE.random() < likely:
        time.sleep(DICE.random() * LONGEST)


class SlowDict(dict[K, V]):
    """May be preempted between two steps of an iteration, as every dict may."""

    def __iter__(self) -> Iterator[K]:
        for key in super().__iter__():
            _pause(LIKELY_IN_A_READ)
            yield key

    def values(self) -> Any:
        return (self[key] for key in self)

    def items(self) -> Any:
        return ((key, self[key]) for key in self)


def _slow_down(owner: Any, *names: str) -> None:
    """Let these attributes, which are empty dicts at first, pause while they are read."""
    init = owner.__init__

    @wraps(init)
    def slowed_down(self: Any, *args: Any, **options: Any) -> None:
        init(self, *args, **options)
        for name in names:
            setattr(self, name, SlowDict())

    owner.__init__ = slowed_down


def _hold_up(owner: Any, name: str, *, after: bool) -> None:
    """Pause before each call, and perhaps after it."""
    real = getattr(owner, name)

    @wraps(real)
    def held_up(*args: Any, **options: Any) -> Any:
        _pause()
        result = real(*args, **options)
        if after:
            _pause()
        return result

    setattr(owner, name, held_up)


_hold_up(Channel, "send", after=True)
_hold_up(Channel, "drain", after=True)
_hold_up(checker_lab.threads.crew, "examine", after=True)
_hold_up(threading.Thread, "run", after=False)
_hold_up(BaseEventLoop, "_run_once", after=False)
_slow_down(Engine, "_abandoned", "_by_id", "_entries", "_in_flight")
_slow_down(Registry, "_entries")
