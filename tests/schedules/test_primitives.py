"""Tests of locks and threads under a schedule: they behave like those of `threading`."""

import subprocess
import sys
import threading
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from checker_lab.schedules import Run, play
from tests.schedules.programs import ADDS, Locked

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


def idle(shared: Any) -> None:
    """Does nothing: the thread that does not come to the rescue."""


def test_a_reentrant_lock_lets_its_holder_in_again() -> None:
    def twice(lock: Any) -> None:
        with lock, lock:
            pass

    assert play(threading.RLock, {"A": twice, "B": twice}).outcome == "holds"


def test_a_condition_releases_a_reentrant_lock_completely() -> None:
    def wait_deep(shared: SimpleNamespace) -> None:
        with shared.changed, shared.changed:
            shared.changed.wait_for(lambda: shared.is_set)

    def set_it(shared: SimpleNamespace) -> None:
        with shared.changed:
            shared.is_set = True
            shared.changed.notify_all()

    def setup() -> SimpleNamespace:
        return SimpleNamespace(changed=threading.Condition(threading.RLock()), is_set=False)

    assert play(setup, {"A": wait_deep, "B": set_it}).outcome == "holds"


def test_a_lock_can_be_tried() -> None:
    def try_it(lock: threading.Lock) -> None:
        assert lock.acquire(blocking=False)
        assert not lock.acquire(blocking=False)
        assert not lock.acquire(timeout=0)
        assert not lock.acquire(timeout=3)
        assert lock.locked()
        lock.release()
        assert not lock.locked()

    run = play(threading.Lock, {"A": try_it})
    assert (run.outcome, run.seconds) == ("holds", 3.0)


@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_wrong_uses_of_a_lock_are_refused(kind: Callable[[], Any]) -> None:
    def misuse(lock: Any) -> None:
        with pytest.raises(RuntimeError):
            lock.release()
        with pytest.raises(ValueError, match="non-blocking"):
            lock.acquire(False, 1)
        with pytest.raises(ValueError, match="non-negative"):
            lock.acquire(timeout=-2)
        with pytest.raises(OverflowError):
            lock.acquire(timeout=threading.TIMEOUT_MAX * 2)

    run = play(kind, {"A": misuse})
    assert run.outcome == "holds", run.reason


def test_wrong_uses_of_a_thread_are_refused() -> None:
    def misuse(shared: object) -> None:
        thread = threading.Thread(target=idle, args=(shared,))
        with pytest.raises(RuntimeError, match="before it is started"):
            thread.join()
        assert not thread.is_alive()
        thread.start()
        with pytest.raises(RuntimeError, match="only be started once"):
            thread.start()
        assert thread.is_alive()
        thread.join()
        assert not thread.is_alive()
        with pytest.raises(RuntimeError, match="current thread"):
            threading.current_thread().join()

    run = play(object, {"A": misuse})
    assert run.outcome == "holds", run.reason


def test_threads_that_subclass_thread_are_scheduled() -> None:
    class Adder(threading.Thread):
        def __init__(self, shared: list[str]) -> None:
            super().__init__(name="adder")
            self.shared = shared

        def run(self) -> None:
            self.shared.append(threading.current_thread().name)

    def start(shared: list[str]) -> None:
        adder = Adder(shared)
        adder.start()
        adder.join(timeout=5)

    run = play(list, {"A": start})
    assert (run.shared, run.seconds) == (["adder"], 0.0)


def test_the_object_can_be_used_after_its_run() -> None:
    run = play(Locked, ADDS)
    assert isinstance(run.shared, Locked)
    run.shared.add("c")
    assert run.shared.items == ["a", "b", "c"]


def test_a_thread_of_a_run_is_dead_afterwards() -> None:
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
