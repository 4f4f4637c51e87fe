"""What the process uses (memory, threads, files), and whether any of it grows."""

import gc
import statistics
import sys
import threading
import time
import tracemalloc
from collections.abc import Sequence
from typing import NamedTuple

import psutil

__all__ = ["LIMITS", "Gauges", "Sample", "Tracer", "growth"]


class Sample(NamedTuple):
    """At one moment: MiB of memory, blocks that Python's objects take, threads, open files.

    Of the threads it is the mean since the sample before: hung checks hold some, and let them go
    together, so that samples of single moments would show a beat between both rhythms.
    """

    at: float
    rss: float
    blocks: int
    threads: float
    files: int


LIMITS = {"rss": 2.0, "blocks": 3000.0, "threads": 4.0, "files": 2.0}
"""How much each may grow over the second half, by the line through it: the noise of a quiet run.

What leaks does so with each pass, or with each item that comes and goes: hundreds of times.
"""


class Gauges:
    """Takes samples, and keeps them."""

    def __init__(self) -> None:
        self.samples: list[Sample] = []
        self._threads: list[int] = []
        self._process = psutil.Process()

    def look(self) -> None:
        """Count the threads, for the next sample."""
        self._threads.append(threading.active_count())

    def read(self) -> None:
        """Take a sample."""
        self.look()
        gc.collect()
        rss = self._process.memory_info().rss / 1024**2
        files = self._process.num_fds()
        threads, blocks = statistics.fmean(self._threads), sys.getallocatedblocks()
        self._threads.clear()
        self.samples.append(Sample(time.monotonic(), rss, blocks, threads, files))


class Tracer:
    """Finds the source lines that hold more memory after the second half than before it.

    To look stops everything for a second: so only where time stands still meanwhile.
    """

    def __init__(self, passes: int) -> None:
        self._half = passes // 2
        self._middle: tracemalloc.Snapshot | None = None

    def __call__(self, number: int) -> None:
        """Note that pass `number` has ended."""
        if number == 1:
            tracemalloc.start()
        if number == self._half:
            gc.collect()
            self._middle = tracemalloc.take_snapshot()

    def end(self, lines: int = 5) -> tuple[float, Sequence[str]]:
        """Return the growth of the total in KiB, and the lines that have grown most."""
        assert self._middle is not None
        gc.collect()
        grown = tracemalloc.take_snapshot().compare_to(self._middle, "lineno")
        tracemalloc.stop()
        most = [str(line) for line in grown[:lines] if line.size_diff > 0]
        return sum(line.size_diff for line in grown) / 1024, most


def growth(samples: Sequence[Sample], field: str) -> float:
    """Return the rise of a line through the second half of the samples."""
    half = samples[len(samples) // 2 :]
    times = [sample.at for sample in half]
    line = statistics.linear_regression(times, [getattr(sample, field) for sample in half])
    return line.slope * (times[-1] - times[0])
