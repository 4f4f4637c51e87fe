"""Passes on time: how late they start while another process competes for the CPU."""

import asyncio
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from benchmarks.harness import Row, Rows, Size, spread_of
from benchmarks.items import Idle, IdleAsync
from checker_lab import (
    SYSTEM_CLOCK,
    AsyncChecker,
    Event,
    PassesMissed,
    PassStarted,
    ThreadedChecker,
)

DRIFT = Row("drift after {} real passes of 100 ms, while a CPU hog runs, {}", "", 10, "ms")
GROWTH = Row("part of the drift that accumulates from pass to pass, {}", "", 1, "ms")
INTERVAL = 0.1
BOUND = 60.0


def rows(size: Size) -> Rows:
    passes = size.of(100)
    with cpu_hog():
        for name, run in (("threads", run_threads), ("asyncio", run_tasks)):
            late = run(passes)
            last = spread_of(late[-10:])
            row = DRIFT._replace(figure=DRIFT.figure.format(passes, name))
            yield row.measured(last, f"at worst {max(late):.1f} ms in any pass")
            yield GROWTH._replace(figure=GROWTH.figure.format(name), got=adds_up(late))


def adds_up(late: Sequence[float]) -> float:
    """Return by how much the best of the last fifth is later than the best of the first.

    What the hog does to a pass is over with that pass; what adds up, even the best one has.
    """
    fifth = max(len(late) // 5, 1)
    return min(late[-fifth:]) - min(late[:fifth])


class Punctuality:
    """Records when passes start, and computes how late each was, in milliseconds."""

    def __init__(self, passes: int) -> None:
        self.done = threading.Event()
        self._passes = passes
        self._passes_at: list[float] = []
        # The grid starts with run(), which is called right after this.
        self._start = SYSTEM_CLOCK.now()

    def __call__(self, event: Event) -> None:
        match event:
            case PassesMissed(missed):
                raise AssertionError(f"{missed} passes were missed")
            case PassStarted(at=at):
                self._passes_at.append(at)
                if len(self._passes_at) > self._passes:
                    self.done.set()

    def late(self) -> Sequence[float]:
        times = self._passes_at[1 : self._passes + 1]
        return [1000 * (at - self._start - n * INTERVAL) for n, at in enumerate(times, 1)]


def run_threads(passes: int) -> Sequence[float]:
    items = [Idle(number) for number in range(100)]
    heard = Punctuality(passes)
    with ThreadedChecker(items, interval=INTERVAL, on_event=heard):
        assert heard.done.wait(BOUND)
    return heard.late()


def run_tasks(passes: int) -> Sequence[float]:
    items = [IdleAsync(number) for number in range(100)]

    async def run() -> Sequence[float]:
        heard = Punctuality(passes)
        async with AsyncChecker(items, interval=INTERVAL, on_event=heard):
            assert await asyncio.to_thread(heard.done.wait, BOUND)
        return heard.late()

    return asyncio.run(run())


@contextmanager
def cpu_hog() -> Iterator[None]:
    """Keep a process computing for as long as the `with` lasts."""
    hog = subprocess.Popen([sys.executable, "-c", "while True: pass"])
    try:
        yield
    finally:
        hog.kill()
        hog.wait()
