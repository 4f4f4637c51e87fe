"""A turn that sleeps is noticed, and one that computes is not."""

import socket
import threading
from contextlib import suppress
from time import thread_time

import pytest

from checker_lab.schedules.virtual.turns import MOST_TURNS, TurnTimes, can_measure

pytestmark = pytest.mark.skipif(not can_measure(), reason="only Linux counts sleeps of threads")


def sleep_below_python(seconds: float = 0.002) -> None:
    one, other = socket.socketpair()
    with one, other, suppress(TimeoutError):
        one.settimeout(seconds)
        one.recv(1)


@pytest.mark.parametrize("closely", [False, True])
def test_turns_that_sleep_are_too_many_after_a_few(closely: bool) -> None:
    turns = TurnTimes(closely=closely)
    found = []
    for _ in range(MOST_TURNS):
        turns.start()
        sleep_below_python()
        found.append(turns.end())
    assert found == [False] * (MOST_TURNS - 1) + [True]


def test_what_sleeps_while_the_watcher_looks_does_not_count() -> None:
    turns = TurnTimes()
    found = []
    for _ in range(2 * MOST_TURNS):
        turns.start()
        turns.looks += 1
        sleep_below_python()
        found.append(turns.end())
        turns.looks += 1
    assert not any(found)


def test_turns_that_compute_do_not_count() -> None:
    turns = TurnTimes()
    for _ in range(2 * MOST_TURNS):
        turns.start()
        sum(range(50_000))
        assert not turns.end()


def is_reported(turns: TurnTimes, count: int = MOST_TURNS, *, watches: bool = False) -> bool:
    """Take turns that wait for a thread which runs meanwhile: it moved before, or it watches."""
    may_run, has_run = threading.Semaphore(0), threading.Semaphore(0)
    measured = threading.Event()

    def other() -> None:
        if watches:
            turns.follow_watcher()
        else:
            turns.start()
        has_run.release()
        for _ in range(count):
            may_run.acquire()
            until = thread_time() + 0.003
            while thread_time() < until:
                pass
            has_run.release()
        measured.wait()  # what an ended thread has done is unknown

    thread = threading.Thread(target=other)
    thread.start()
    has_run.acquire()
    found = []
    for _ in range(count):
        turns.start()
        may_run.release()
        has_run.acquire()
        found.append(turns.end())
    measured.set()
    thread.join()
    turns.stop()
    return any(found)


def test_a_wait_for_a_thread_that_runs_is_none_of_the_program() -> None:
    # On a busy machine the thread may have run before this one waits for it.
    assert is_reported(TurnTimes(), 20 * MOST_TURNS)
    assert not is_reported(TurnTimes(closely=True))
    assert not is_reported(TurnTimes(closely=True), watches=True)


def test_one_long_wait_is_enough_for_the_kernel() -> None:
    turns = TurnTimes(closely=True)
    turns.start()
    turns.looks += 2
    sleep_below_python(0.1)
    assert turns.end()
    turns.stop()
