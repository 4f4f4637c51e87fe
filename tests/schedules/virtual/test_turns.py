"""A turn that sleeps is noticed, and one that computes is not."""

import socket
from contextlib import suppress

import pytest

from checker_lab.schedules.virtual.turns import MOST_TURNS, TurnTimes, can_measure

pytestmark = pytest.mark.skipif(not can_measure(), reason="only Linux counts sleeps of threads")


def sleep_below_python() -> None:
    one, other = socket.socketpair()
    with one, other, suppress(TimeoutError):
        one.settimeout(0.002)
        one.recv(1)


def test_turns_that_sleep_are_too_many_after_a_few() -> None:
    turns = TurnTimes()
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
