"""Nothing hangs, nothing is left behind, and nobody else in the process notices."""

import gc
import importlib
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest

from checker_lab.schedules import Run, ScheduleError, StuckError, explore, play
from checker_lab.testing import wait_until
from tests.schedules.programs import ADDS, Locked, Naive, TwoLocks, add_a, nothing_lost


@pytest.fixture(autouse=True)
def no_thread_is_left() -> Iterator[None]:
    before = psutil.Process().num_threads()
    yield
    wait_until(lambda: psutil.Process().num_threads() <= before)


def test_no_thread_is_left_after_a_deadlock() -> None:
    run = play(TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.backwards}, "A B B A")
    assert run.outcome == "deadlock"


def test_no_thread_is_left_after_a_play_that_stopped() -> None:
    assert play(Locked, ADDS, "A A A B B", finish=False).outcome == "unfinished"


def test_a_thread_that_is_ended_runs_its_cleanup_and_frees_what_it_holds() -> None:
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


def test_a_thread_that_catches_everything_is_ended_all_the_same() -> None:
    def stubborn(shared: list[str]) -> None:
        while True:
            try:
                threading.Event().wait()
            except BaseException:
                shared.append("caught")

    began = time.monotonic()
    run = play(list, {"A": stubborn})
    assert run.outcome == "deadlock"
    assert time.monotonic() - began < 5


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


def test_what_waits_for_a_real_lock_is_told() -> None:
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


def test_what_works_for_ever_in_code_that_is_not_stepped_is_told() -> None:
    namespace: dict[str, Callable[[object], None]] = {}
    exec("def spin(shared):\n    while True: pass\n", namespace)

    def run_it(shared: object) -> None:
        namespace["spin"](shared)

    with pytest.raises(StuckError, match="A has not returned"):
        play(object, {"A": run_it}, stall=1)


def tick() -> None:
    while True:
        time.sleep(1)


def test_a_setup_that_does_not_end_is_told() -> None:
    def setup() -> None:
        threading.Thread(target=tick).start()
        threading.Event().wait()

    with pytest.raises(ScheduleError, match=r"setup\(\) does not end in 500 steps"):
        play(setup, {"A": lambda shared: None}, max_steps=500)


def test_other_threads_get_the_real_locks_and_clocks() -> None:
    seen: list[object] = []
    is_over = threading.Event()
    has_looked = threading.Event()

    def outsider() -> None:
        while not is_over.is_set():
            seen.append(type(threading.Lock()))
            seen.append(time.monotonic() > 1)
            has_looked.set()

    def setup() -> Locked:
        return Locked()

    thread = threading.Thread(target=outsider)
    thread.start()
    try:
        assert explore(setup, ADDS, nothing_lost).holds
        assert has_looked.wait(10)
    finally:
        is_over.set()
        thread.join()
    assert set(seen) == {type(threading.Lock()), True}


def test_everything_is_as_before_afterwards() -> None:
    def everything() -> tuple[object, ...]:
        thread = threading.Thread
        return (
            *(getattr(threading, name) for name in ("Lock", "RLock", "_allocate_lock")),
            *(getattr(time, name) for name in ("sleep", "monotonic", "time", "perf_counter")),
            *(getattr(thread, name) for name in ("__init__", "start", "join", "is_alive")),
            sys.stdout,
            sys.stderr,
            gc.isenabled(),
            sys.gettrace(),
            threading.active_count(),
        )

    before = everything()
    explore(Naive, ADDS, nothing_lost)
    with pytest.raises(ZeroDivisionError):
        explore(lambda: 1 / 0, {"A": lambda shared: None}, lambda shared: True)
    assert everything() == before


def test_a_schedule_within_a_schedule_is_refused() -> None:
    def nested(shared: Naive) -> None:
        play(Naive, ADDS)

    run = play(Naive, {"A": nested})
    assert run.reason == (
        "A raised ScheduleError: explore() and play() cannot be called from within a schedule"
    )


def test_two_threads_may_explore_at_the_same_time() -> None:
    results = []

    def search() -> None:
        results.append(explore(Naive, ADDS, nothing_lost, preemptions=None).losing)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [12] * 4


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


def test_the_object_can_be_used_after_its_run() -> None:
    run = play(Locked, ADDS)
    assert isinstance(run.shared, Locked)
    run.shared.add("c")
    assert run.shared.items == ["a", "b", "c"]


def test_a_thread_of_a_run_is_known_as_ended_afterwards() -> None:
    def start(shared: list[threading.Thread]) -> None:
        thread = threading.Thread(target=threading.Event().wait, daemon=True)
        shared.append(thread)
        thread.start()

    run: Run = play(list, {"A": start})
    assert isinstance(run.shared, list)
    (thread,) = run.shared
    assert not thread.is_alive()
    thread.join()


def test_an_executor_of_a_run_leaves_nothing_for_the_exit_of_python() -> None:
    code = """if True:
        import concurrent.futures, threading
        from checker_lab.schedules import play

        def submit(shared):
            with concurrent.futures.ThreadPoolExecutor(1) as pool:
                shared.append(pool.submit(threading.get_ident).result())
                pool.submit(threading.Event().wait)

        print(play(list, {"A": submit}).outcome)
        """
    command = [sys.executable, "-c", code]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=True)
    assert (done.stdout, done.stderr) == ("deadlock\n", "")


def test_a_module_that_is_imported_in_a_schedule_has_real_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imported_late.py").write_text("import threading\nLOCK = threading.Lock()\n")
    monkeypatch.syspath_prepend(tmp_path)

    def import_it(shared: list[type]) -> None:
        shared.append(type(importlib.import_module("imported_late").LOCK))

    run = play(list, {"A": import_it})
    assert run.shared == [type(threading.Lock())]
