"""Delays at random between the steps of threads and event loops, as a busy machine has them.

A plugin of pytest: `python -m pytest -p tests.jitter tests/contract`. It finds tests, and code,
that take for granted who is quicker. What measures time, or sends thousands of messages, may fail.
"""

import os
import random
import threading
import time
from asyncio.base_events import BaseEventLoop
from functools import wraps
from typing import Any

import checker_lab.threads.crew
from checker_lab.threads.channel import Channel

__all__ = ["dask_setup"]

LIKELY = 0.3
"""How likely each step is held up."""

LONGEST = 0.03
"""Seconds."""

# Of its own, since Hypothesis watches over that of all.
DICE = random.Random()

# The workers of a cluster, which are other processes, load it as well.
os.environ["DASK_DISTRIBUTED__WORKER__PRELOAD"] = "tests.jitter"


def dask_setup(worker: object) -> None:
    """Dask wants to call something in what it has loaded."""


def _pause() -> None:
    if DICE.random() < LIKELY:
        time.sleep(DICE.random() * LONGEST)


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
