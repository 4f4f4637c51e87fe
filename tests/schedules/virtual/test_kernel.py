"""A thread that computes is active, and one that sleeps is not."""

import threading
import time
from pathlib import Path

import pytest

from checker_lab.schedules.virtual.kernel import MOST_FILES, ActiveTimes
from checker_lab.schedules.virtual.turns import can_measure

pytestmark = pytest.mark.skipif(not can_measure(), reason="only Linux counts sleeps of threads")


def compute(seconds: float) -> None:
    until = time.thread_time() + seconds
    while time.thread_time() < until:
        pass


def test_computing_is_active_and_sleeping_is_not() -> None:
    times = ActiveTimes()
    compute(0.02)
    computed = times.active()
    assert computed >= 0.02
    times.start()
    started_at = time.perf_counter()
    time.sleep(0.02)
    assert times.active() <= time.perf_counter() - started_at - 0.019
    times.close()


def open_files() -> int:
    return len(list(Path("/proc/self/fd").iterdir()))


def test_threads_that_are_gone_do_not_matter_nor_keep_files_open() -> None:
    times = ActiveTimes()
    before = open_files()
    for _ in range(2 * MOST_FILES):
        thread = threading.Thread(target=times.start)
        thread.start()
        thread.join()
        times.start()
    assert times.active() >= 0
    assert open_files() <= before + MOST_FILES
    times.close()
    assert open_files() <= before


def test_a_thread_that_ends_in_a_turn_takes_nothing_away() -> None:
    times = ActiveTimes()
    has_moved, may_end = threading.Event(), threading.Event()

    def move() -> None:
        times.start()
        compute(0.02)
        has_moved.set()
        may_end.wait()

    thread = threading.Thread(target=move)
    thread.start()
    has_moved.wait()
    times.start()
    may_end.set()
    thread.join()
    compute(0.01)
    assert times.active() >= 0.01
    times.close()
