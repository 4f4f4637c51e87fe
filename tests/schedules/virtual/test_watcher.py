"""A wait in real time, and a loop without end, are noticed although nothing names them."""

import socket
import threading
import time
from collections.abc import Callable
from contextlib import suppress

import pytest

from checker_lab.schedules.virtual import ForeignCall, VirtualWorld, virtual_time

# Real seconds, of which a short wait takes a few and a long one some more.
SHORT, LONG = 0.004, 0.5
# A busy machine may let the watcher miss many short ones.
MOST = 2_000


def receive(seconds: float) -> None:
    one, other = socket.socketpair()
    with one, other, suppress(TimeoutError):
        one.settimeout(seconds)
        one.recv(1)


def waits_once(world: VirtualWorld) -> None:
    receive(LONG)


def waits_again_and_again(world: VirtualWorld) -> None:
    for _ in range(MOST):
        if not world.foreign:
            receive(SHORT)
            time.sleep(0.1)


def waits_very_shortly(world: VirtualWorld) -> None:
    for _ in range(MOST):
        if not world.foreign:
            receive(0.001)
            time.sleep(0.1)


def waits_in_threads_of_their_own(world: VirtualWorld) -> None:
    for _ in range(MOST):
        if not world.foreign:
            thread = threading.Thread(target=receive, args=(0.001,))
            thread.start()
            thread.join()


@pytest.mark.parametrize("closely", [False, True])
@pytest.mark.parametrize("program", [waits_very_shortly, waits_in_threads_of_their_own])
def test_waits_of_a_millisecond_are_noticed(
    program: Callable[[VirtualWorld], None], closely: bool
) -> None:
    with virtual_time(closely=closely) as world:
        thread = threading.Thread(target=program, args=(world,))
        thread.start()
        thread.join()
    assert world.foreign[0].what.startswith("waits in real time")


def test_what_only_computes_is_not_noticed() -> None:
    with virtual_time() as world:
        for _ in range(50):
            sum(range(100_000))
            time.sleep(0.1)
    assert world.foreign == []


@pytest.mark.parametrize("program", [waits_once, waits_again_and_again])
def test_a_wait_without_a_name_is_noticed(program: Callable[[VirtualWorld], None]) -> None:
    with virtual_time() as world:
        thread = threading.Thread(target=program, args=(world,))
        thread.start()
        thread.join()
    (call,) = world.foreign
    assert call.what.startswith("waits in real time")
    # Of short waits, the watcher may only see what comes after them.
    assert "one.recv(1)" in call.where or program is waits_again_and_again


def test_a_loop_without_end_is_noticed() -> None:
    has_to_go_on = True

    def spins() -> None:
        while has_to_go_on:
            pass

    def end(call: ForeignCall) -> None:
        nonlocal has_to_go_on
        has_to_go_on = False

    with virtual_time() as world:
        world.on_foreign = end
        thread = threading.Thread(target=spins)
        thread.start()
        thread.join()
    (call,) = world.foreign
    assert call.what == "computes without end"
    assert "has_to_go_on" in call.where or call.where.endswith("pass")


def test_a_thread_that_computes_without_end_is_frozen() -> None:
    def spins() -> None:
        try:
            while True:
                pass
        except Exception:
            after.append("it goes on")

    after: list[str] = []
    with virtual_time() as world:
        world.is_endless = lambda frame: True
        thread = threading.Thread(target=spins)
        thread.start()
        thread.join(5)
        after.append("the others go on")
    assert after == ["the others go on"]
    assert world.foreign == []


def test_a_busy_program_does_not_wait() -> None:
    def ping(mine: threading.Semaphore, other: threading.Semaphore) -> None:
        for _ in range(10_000):
            mine.acquire()
            other.release()

    with virtual_time() as world:
        one, other = threading.Semaphore(), threading.Semaphore(0)
        threads = [
            threading.Thread(target=ping, args=pair) for pair in ((one, other), (other, one))
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert world.foreign == []
