"""Waiting for files in virtual time behaves as waiting for them in real time does."""

import select
import selectors
import socket
import threading
import time
from collections.abc import Iterator

import pytest

from checker_lab.schedules import ScheduleError, play
from checker_lab.schedules.virtual import VirtualWorld, open_doors, virtual_time


@pytest.fixture
def world() -> Iterator[VirtualWorld]:
    with virtual_time() as world:
        yield world


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    one, other = socket.socketpair()
    with one, other:
        yield one, other


@pytest.mark.parametrize("kind", [selectors.DefaultSelector, selectors.SelectSelector])
def test_every_selector_waits(
    kind: type[selectors.BaseSelector],
    pair: tuple[socket.socket, socket.socket],
    world: VirtualWorld,
) -> None:
    one, other = pair
    with kind() as selector:
        selector.register(one, selectors.EVENT_READ)
        assert selector.select(2) == []
        assert world.now == 2
        threading.Timer(3, other.send, (b"now",)).start()
        assert [key.fileobj for key, _ in selector.select()] == [one]
        assert world.now == 5


def test_what_is_ready_takes_no_time(
    pair: tuple[socket.socket, socket.socket], world: VirtualWorld
) -> None:
    one, _ = pair
    assert select.select([], [one], [], 9) == ([], [one], [])
    assert select.select([one], [], [], 0) == ([], [], [])
    assert world.now == 0


def test_a_file_that_another_thread_closes_is_an_error_of_the_one_that_waits(
    pair: tuple[socket.socket, socket.socket], world: VirtualWorld
) -> None:
    one, _ = pair
    threading.Timer(1, one.close).start()
    with pytest.raises((OSError, ValueError)):
        select.select([one], [], [])
    assert world.now == 1


def test_a_wrong_timeout_is_refused(world: VirtualWorld) -> None:
    with pytest.raises(ValueError, match="non-negative"):
        select.select([], [], [], -1)


def test_real_threads_wait_for_real() -> None:
    started_at = time.perf_counter()
    select.select([], [], [], 0.01)
    assert time.perf_counter() - started_at >= 0.01


def test_a_schedule_does_not_wait_for_files(pair: tuple[socket.socket, socket.socket]) -> None:
    def read(one: socket.socket) -> None:
        select.select([one], [], [])

    with open_doors():
        run = play(lambda: pair[0], {"A": read}, ())
    assert isinstance(run.error, ScheduleError)
    assert "files" in str(run.error)
