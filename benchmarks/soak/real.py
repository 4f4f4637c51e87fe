"""The long run in real time: both checkers concurrently, items that come and go, and samples."""

import time
from collections.abc import Iterator, Sequence

from benchmarks.soak.gauges import Gauges
from benchmarks.soak.subjects import Subject, TaskSubject, ThreadSubject
from checker_lab import SYSTEM_CLOCK

__all__ = ["lateness", "long_run"]

INTERVAL = 1.0
TIMEOUT = 0.4
STEP = 0.05
"""Seconds from one change to the next."""
OPEN_EVERY = 2.5
"""Seconds for which a check hangs at most: longer than its timeout, and than a pass."""
SAMPLES = 240
KEEP = 400
"""Removed items of which results may still come: those of the last twenty seconds."""
NEVER = 1e9
WITHIN = 60.0


def long_run(seconds: float, items: int, gauges: Gauges, seed: int = 1) -> Sequence[Subject]:
    """Run both checkers for so many seconds, and return them with their accounts."""
    subjects = [
        kind(items, INTERVAL, TIMEOUT, SYSTEM_CLOCK, seed) for kind in (ThreadSubject, TaskSubject)
    ]
    for subject in subjects:
        subject.ran_at = SYSTEM_CLOCK.now()
        subject.run()
    try:
        for _ in _ticks(seconds, gauges):
            for subject in subjects:
                subject.churn()
                subject.settle(keep=KEEP)
            _open_now_and_then(subjects)
        for subject in subjects:
            subject.checker.interval = NEVER  # no more passes start
            subject.let_all_end(WITHIN)
    finally:
        for subject in subjects:
            subject.gates.open()
            subject.stop()
            subject.close()
    for subject in subjects:
        subject.compare()
    return subjects


def lateness(subject: Subject) -> Sequence[float]:
    """Return the seconds by which each pass started late, on the grid that started with `run()`."""
    passes = subject.account.started_at
    return [at - subject.ran_at - n * subject.interval for n, at in enumerate(passes)]


def _ticks(seconds: float, gauges: Gauges) -> Iterator[None]:
    """Yield every `STEP` seconds, and read the gauges `SAMPLES` times in total."""
    started_at = time.monotonic()
    while (now := time.monotonic() - started_at) < seconds:
        gauges.look()
        if now >= len(gauges.samples) * seconds / SAMPLES:
            gauges.read()
        yield
        time.sleep(STEP)


def _open_now_and_then(subjects: Sequence[Subject]) -> None:
    for subject in subjects:
        if time.monotonic() >= subject.open_at:
            subject.open_at = time.monotonic() + OPEN_EVERY
            subject.gates.open()
