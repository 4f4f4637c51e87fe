"""Tests of who moves in a run of threads, when time passes, and how the run ends."""

import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from checker_lab.schedules import ScheduleError, WaitsForeverError, explore, play
from tests.schedules.programs import (
    ADDS,
    Locked,
    Naive,
    TwoLocks,
    add_a,
    add_b,
    nothing_lost,
)

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


def idle(shared: Any) -> None:
    """Does nothing: the thread that does not come to the rescue."""


def test_time_is_virtual() -> None:
    def sleep(shared: list[float]) -> None:
        started_at = time.monotonic()
        time.sleep(3600)
        shared.append(time.monotonic() - started_at)
        shared.append(time.time())

    started_at = time.perf_counter()
    first, second = play(list, {"A": sleep}), play(list, {"A": sleep})
    assert time.perf_counter() - started_at < 5
    assert first.shared == second.shared
    assert isinstance(first.shared, list)
    assert first.shared[0] == 3600
    assert first.seconds == 3600


def test_time_passes_when_no_thread_can_move_and_in_order() -> None:
    def sleeper(seconds: float) -> Callable[[list[float]], None]:
        def sleep(shared: list[float]) -> None:
            time.sleep(seconds)
            shared.append(seconds)

        return sleep

    run = play(list, {"A": sleeper(3), "B": sleeper(1), "C": sleeper(2)})
    assert run.shared == [1, 2, 3]
    assert [step.note for step in run.steps if "later" in step.note] == ["1 s later"] * 3


def test_a_schedule_may_let_the_time_of_a_wait_pass() -> None:
    threads = {"A": idle, "B": lambda event: event.wait(5)}
    run = play(threading.Event, threads, "B B", finish=False)
    assert run.threads["B"].state == "ended"
    assert run.seconds == 5


def test_a_timer_rings() -> None:
    def set_alarm(shared: list[str]) -> None:
        threading.Timer(2, shared.append, ("ding",)).start()

    run = play(list, {"A": set_alarm})
    assert (run.shared, run.seconds) == (["ding"], 2.0)


def test_a_run_ends_when_only_daemons_are_left_to_wait() -> None:
    def start_daemon(shared: list[int]) -> None:
        def work() -> None:
            while True:
                shared.append(1)
                time.sleep(5)

        threading.Thread(target=work, daemon=True).start()

    run = play(list, {"A": start_daemon}, "", lambda shared: shared == [1])
    assert (run.outcome, run.seconds) == ("holds", 0.0)


def test_a_run_does_not_end_before_a_thread_that_is_no_daemon() -> None:
    def start_thread(shared: list[int]) -> None:
        threading.Timer(5, shared.append, (1,)).start()

    run = play(list, {"A": start_thread}, "", lambda shared: shared == [1])
    assert (run.outcome, run.seconds) == ("holds", 5.0)


def test_a_sleep_of_no_time_lets_others_move() -> None:
    def spin(shared: list[str]) -> None:
        while not shared:
            time.sleep(0)

    run = play(list, {"A": spin, "B": lambda shared: shared.append("b")})
    assert run.outcome == "holds"
    assert len(run.schedule) < 10


def test_no_thread_is_left_after_a_deadlock() -> None:
    run = play(TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.backwards}, "A B B A")
    assert run.outcome == "deadlock"


def test_no_thread_is_left_after_a_play_that_stopped() -> None:
    assert play(Locked, ADDS, "A A A B B", finish=False).outcome == "unfinished"


def test_a_thread_that_is_ended_runs_its_cleanup() -> None:
    ended: list[str] = []

    def work(lock: threading.Lock) -> None:
        with lock:
            try:
                threading.Event().wait()
            finally:
                ended.append("cleaned up")

    run = play(threading.Lock, {"A": work}, "A*4", finish=False)
    assert run.outcome == "deadlock"
    assert ended == ["cleaned up"]


def test_a_thread_that_catches_everything_is_ended_too() -> None:
    def stubborn(shared: list[str]) -> None:
        while True:
            try:
                threading.Event().wait()
            except BaseException:
                shared.append("caught")

    started_at = time.monotonic()
    run = play(list, {"A": stubborn})
    assert run.outcome == "deadlock"
    assert time.monotonic() - started_at < 5


def test_an_endless_loop_ends() -> None:
    def loop(shared: Naive) -> None:
        number = 0
        while True:
            number += 1

    run = play(Naive, {"A": loop, "B": add_a}, max_steps=2000)
    assert (run.outcome, run.loses) == ("endless", True)
    assert run.reason.startswith("A does not end")
    assert len(run.steps) == 2000


def test_an_endless_loop_over_virtual_time_ends() -> None:
    def tick(shared: Naive) -> None:
        while True:
            time.sleep(5)

    run = play(Naive, {"A": tick}, max_steps=500)
    assert run.outcome == "endless"


def tick() -> None:
    while True:
        time.sleep(1)


def test_a_setup_that_does_not_end_is_an_error() -> None:
    def setup() -> None:
        threading.Thread(target=tick).start()
        threading.Event().wait()

    with pytest.raises(ScheduleError, match=r"setup\(\) did not end in 500 steps"):
        play(setup, {"A": lambda shared: None}, max_steps=500)


def test_threads_that_setup_has_started_are_scheduled_too() -> None:
    def setup() -> list[str]:
        shared: list[str] = []
        threading.Thread(target=shared.append, args=("child",), name="child").start()
        return shared

    run = play(setup, {"A": lambda shared: shared.append("A")}, "A child", finish=False)
    assert run.shared == ["A", "child"]


def test_the_current_thread_is_the_scheduled_one() -> None:
    def who(shared: list[str]) -> None:
        shared.append(threading.current_thread().name)

    assert play(list, {"A": who, "B": who}).shared == ["A", "B"]


def test_an_endless_loop_loses_and_ends_the_search() -> None:
    def wait_forever(shared: Naive) -> None:
        while True:
            pass

    found = explore(Naive, {"A": wait_forever, "B": add_b}, lambda shared: True, max_steps=3000)
    assert not found.exhausted
    assert found.losing == 1
    assert found.run is not None
    assert found.run.outcome == "endless"
    assert "A does not end" in found.run.reason
    assert str(found.stopped_by) == "stopped at one that does not end"


def test_an_endless_thread_is_reported_with_those_that_wait_forever() -> None:
    def tick() -> None:
        while True:
            time.sleep(1)

    def wait(shared: object) -> None:
        threading.Thread(target=tick, name="ticker", daemon=True).start()
        threading.Event().wait()

    found = explore(object, {"A": wait}, lambda shared: True, max_steps=500)
    assert found.run is not None
    assert found.run.reason == "ticker does not end; A waits for the event to be set"


def test_a_loop_that_spins_for_another_thread_ends() -> None:
    def wait(shared: Naive) -> None:
        while not shared.items:
            pass

    found = explore(Naive, {"A": wait, "B": add_b}, lambda shared: True, preemptions=0)
    found.assert_holds()


def test_a_setup_that_waits_forever_is_an_error() -> None:
    def setup() -> Naive:
        threading.Event().wait()
        return Naive()

    with pytest.raises(WaitsForeverError, match="setup"):
        explore(setup, ADDS, nothing_lost)


def test_an_invariant_that_waits_forever_is_a_deadlock() -> None:
    def keep(lock: threading.Lock) -> None:
        lock.acquire()

    found = explore(threading.Lock, {"A": keep}, lambda lock: lock.acquire())
    assert found.deadlocks == found.explored
    assert found.run is not None
    assert "the invariant waits forever" in found.run.reason
