"""Tests of the watched call: it returns, raises, or is found stuck and ended."""

import signal
import sys
import threading
from _thread import start_new_thread
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest

from checker_lab.schedules import StuckError, explore, play, watchdog
from checker_lab.schedules.errors import ScheduleOver
from checker_lab.schedules.tracing import StepLines
from checker_lab.schedules.watchdog import WatchedCall, interrupt, stuck_message, thread_object
from tests.schedules.programs import ADDS, Naive, nothing_lost

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


def test_a_wait_for_a_real_lock_is_found() -> None:
    outside = threading.Lock()
    outside.acquire()

    def wait(shared: object) -> None:
        with outside:
            pass

    try:
        with pytest.raises(StuckError, match=r"A has not returned for 1 s") as caught:
            play(object, {"A": wait}, stall=1)
    finally:
        outside.release()
    assert "with outside:" in str(caught.value)
    assert "setup()" in str(caught.value)


def test_an_endless_loop_in_code_that_is_not_stepped_is_found() -> None:
    namespace: dict[str, Callable[[object], None]] = {}
    exec("def spin(shared):\n    while True: pass\n", namespace)

    def run_it(shared: object) -> None:
        namespace["spin"](shared)

    with pytest.raises(StuckError, match="A has not returned"):
        play(object, {"A": run_it}, stall=1)


def test_an_interrupt_leaves_nothing_behind() -> None:
    played = []

    def interrupt(shared: Naive) -> bool:
        played.append(shared)
        if len(played) == 3:
            raise KeyboardInterrupt
        return True

    with pytest.raises(KeyboardInterrupt):
        explore(Naive, ADDS, interrupt)
    assert explore(Naive, ADDS, nothing_lost).losing == 6


def test_a_ctrl_c_at_any_moment_ends_the_search() -> None:
    threads = {**ADDS, "C": lambda shared: shared.add("c"), "D": lambda shared: shared.add("d")}
    for moment in (0.02, 0.05, 0.1, 0.2):
        with pytest.raises(KeyboardInterrupt), interrupted_after(moment):
            explore(Naive, threads, lambda shared: True, preemptions=None)
        assert explore(Naive, ADDS, nothing_lost).losing == 6


@contextmanager
def interrupted_after(seconds: float) -> Iterator[None]:
    """Ctrl-C, so many real seconds from now."""
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


class Idle:
    """A call without progress."""

    progress = 0
    stall = 0.05
    doing = "the call"
    lines = StepLines(frozenset({__name__}), frozenset())

    def __init__(self) -> None:
        self.stopped = threading.Event()

    def stop(self) -> None:
        self.stopped.set()


def test_a_call_returns_or_raises_what_its_function_does() -> None:
    assert WatchedCall(lambda: 1, Idle()).run() == 1
    with pytest.raises(ZeroDivisionError):
        WatchedCall(lambda: 1 // 0, Idle()).run()


def test_a_call_without_progress_is_stopped_and_says_where_it_stands() -> None:
    idle = Idle()

    def wait() -> None:
        idle.stopped.wait()

    with pytest.raises(StuckError, match=r"the call has not returned for 0.05 s at test_watchdog"):
        WatchedCall(wait, idle).run()
    assert idle.stopped.is_set()


def test_an_interrupt_right_after_the_start_ends_the_call(monkeypatch: pytest.MonkeyPatch) -> None:
    idle = Idle()
    ended = threading.Event()

    def wait() -> None:
        idle.stopped.wait()
        ended.set()

    def start_and_interrupt(function: Callable[..., object], args: tuple[object, ...]) -> None:
        start_new_thread(function, args)
        raise KeyboardInterrupt

    monkeypatch.setattr(watchdog, "start_new_thread", start_and_interrupt)
    with pytest.raises(KeyboardInterrupt):
        WatchedCall(wait, idle).run()
    assert ended.is_set()


def test_a_stuck_loop_is_interrupted() -> None:
    ended = threading.Event()

    def spin() -> None:
        try:
            while True:
                pass
        except ScheduleOver:
            ended.set()

    with pytest.raises(StuckError):
        WatchedCall(spin, Idle()).run()
    assert ended.wait(10)


def test_a_thread_object_is_the_current_thread_while_it_lasts() -> None:
    ident = threading.get_ident()
    before = threading.current_thread()
    with thread_object(ident, "worker") as stand_in:
        assert threading.current_thread() is stand_in
        assert (stand_in.name, stand_in.ident) == ("worker", ident)
    threading._active[ident] = before  # type: ignore[attr-defined]


def test_an_interrupt_is_raised_at_the_next_instruction() -> None:
    def work() -> None:
        interrupt(threading.get_ident())
        for _ in range(1000):
            pass

    with pytest.raises(ScheduleOver):
        work()


def test_the_message_says_what_to_do() -> None:
    message = stuck_message("A", sys._getframe(), 5)
    assert message.startswith("A has not returned for 5 s at test_watchdog.py:")
    assert "Make locks, queues and threads in setup()" in message
    assert stuck_message("A", None, 5).startswith("A has not returned for 5 s: ")
