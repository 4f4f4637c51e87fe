"""Whatever blocks is known as blocked, and says why."""

import concurrent.futures
import importlib
import queue
import threading
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from checker_lab import Channel, Context
from checker_lab.schedules import Standing, play


def idle(shared: Any) -> None:
    """Does nothing: the thread that does not come to the rescue."""


def blocked(setup: Callable[[], Any], function: Callable[[Any], object]) -> Standing:
    """Where B stands when it has gone as far as it can, while A does nothing."""
    run = play(setup, {"A": idle, "B": function}, "B*100", finish=False, strict=False)
    return run.threads["B"]


def wait_on(condition: threading.Condition) -> None:
    with condition:
        condition.wait()


def start_and_join(shared: object) -> None:
    thread = threading.Thread(target=threading.Event().wait, name="child")
    thread.start()
    thread.join()


def submit(shared: object) -> None:
    with concurrent.futures.ThreadPoolExecutor(1) as pool:
        pool.submit(threading.Event().wait).result()


CASES: list[tuple[Callable[[], Any], Callable[[Any], object], str]] = [
    (threading.Condition, wait_on, "waits to be notified"),
    (threading.Event, lambda event: event.wait(), "waits for the event to be set"),
    (
        lambda: threading.Semaphore(0),
        lambda semaphore: semaphore.acquire(),
        "waits for a permit of the semaphore",
    ),
    (
        lambda: threading.BoundedSemaphore(1),
        lambda semaphore: (semaphore.acquire(), semaphore.acquire()),
        "waits for a permit of the semaphore",
    ),
    (
        lambda: threading.Barrier(2),
        lambda barrier: barrier.wait(),
        "waits for the others at the barrier",
    ),
    (queue.Queue, lambda items: items.get(), "waits for an item in the queue"),
    (queue.LifoQueue, lambda items: items.get(), "waits for an item in the queue"),
    (queue.PriorityQueue, lambda items: items.get(), "waits for an item in the queue"),
    (queue.SimpleQueue, lambda items: items.get(), "waits for an item in the queue"),
    (
        lambda: queue.Queue(1),
        lambda items: (items.put(1), items.put(2)),
        "waits for room in the queue",
    ),
    (
        queue.Queue,
        lambda items: (items.put(1), items.join()),
        "waits until all that was queued is done",
    ),
    (Channel, lambda channel: channel.receive(), "waits for an item in the mailbox"),
    (Channel, list, "waits for an item in the mailbox"),
    (
        lambda: Channel(1),
        lambda channel: (channel.send(1), channel.send(2)),
        "waits for room in the mailbox",
    ),
    (lambda: Channel(0), lambda channel: channel.send(1), "waits for room in the mailbox"),
    (Context.background, lambda context: context.wait(), "waits for the context to be cancelled"),
    (object, start_and_join, "waits for child to end"),
    (object, submit, "waits for the result of a future"),
    (
        threading.Lock,
        lambda lock: (lock.acquire(), lock.acquire()),
        "waits for the lock that it holds itself",
    ),
]


@pytest.mark.parametrize(("setup", "function", "reason"), CASES)
def test_the_reason_in_words(
    setup: Callable[[], Any], function: Callable[[Any], object], reason: str
) -> None:
    standing = blocked(setup, function)
    assert (standing.state, standing.reason) == ("waiting", reason)
    assert standing.until is None
    assert not standing.can_move


@pytest.mark.parametrize("kind", [threading.Lock, threading.RLock])
def test_a_lock_says_who_holds_it(kind: Callable[[], Any]) -> None:
    def take(lock: Any) -> None:
        with lock:
            idle(lock)

    run = play(kind, {"A": take, "B": take}, "A B", finish=False)
    assert run.threads["B"].reason == "waits for the lock held by A"
    assert run.movable == ("A",)
    assert play(kind, {"A": take, "B": take}, "A B").outcome == "holds"


def test_a_lock_whose_holder_has_ended_is_never_given_back() -> None:
    run = play(threading.Lock, {"A": lambda lock: lock.acquire(), "B": lambda lock: lock.acquire()})
    assert run.deadlock == "B waits for the lock held by A, which has ended"


def test_who_was_notified_waits_for_the_lock_again() -> None:
    def notify(condition: threading.Condition) -> None:
        with condition:
            condition.notify()
            idle(condition)

    run = play(threading.Condition, {"A": notify, "B": wait_on}, "B B A A B", finish=False)
    assert run.threads["B"].reason == "waits for the lock held by A"


def test_a_reentrant_lock_lets_its_holder_in_again() -> None:
    def twice(lock: Any) -> None:
        with lock, lock:
            pass

    assert play(threading.RLock, {"A": twice, "B": twice}).outcome == "holds"


def test_a_condition_over_a_reentrant_lock_gives_all_of_it_back() -> None:
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


@pytest.mark.parametrize(
    ("setup", "function", "reason"),
    [
        (threading.Event, lambda event: event.wait(2.5), "waits for the event to be set"),
        (queue.Queue, lambda items: items.get(timeout=2.5), "waits for an item in the queue"),
        (Channel, lambda channel: channel.receive(2.5), "waits for an item in the mailbox"),
        (
            Context.background,
            lambda context: context.wait(2.5),
            "waits for the context to be cancelled",
        ),
    ],
)
def test_a_wait_with_a_timeout_says_until_when(
    setup: Callable[[], Any], function: Callable[[Any], object], reason: str
) -> None:
    for moves in range(1, 100):
        run = play(setup, {"A": idle, "B": function}, ["B"] * moves, finish=False)
        standing = run.threads["B"]
        if standing.state == "waiting":
            break
    assert standing.reason == f"{reason}, until 2.5 s at most"
    assert (standing.until, standing.can_move) == (2.5, True)


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
def test_wrong_uses_of_a_lock_are_refused_as_ever(kind: Callable[[], Any]) -> None:
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


def test_wrong_uses_of_a_thread_are_refused_as_ever() -> None:
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


def test_time_is_virtual() -> None:
    def sleep(shared: list[float]) -> None:
        began = time.monotonic()
        time.sleep(3600)
        shared.append(time.monotonic() - began)
        shared.append(time.time())

    began = time.perf_counter()
    first, second = play(list, {"A": sleep}), play(list, {"A": sleep})
    assert time.perf_counter() - began < 5
    assert first.shared == second.shared
    assert isinstance(first.shared, list)
    assert first.shared[0] == 3600
    assert first.seconds == 3600


def test_time_passes_when_nobody_can_move_and_in_order() -> None:
    def sleeper(seconds: float) -> Callable[[list[float]], None]:
        def sleep(shared: list[float]) -> None:
            time.sleep(seconds)
            shared.append(seconds)

        return sleep

    run = play(list, {"A": sleeper(3), "B": sleeper(1), "C": sleeper(2)})
    assert run.shared == [1, 2, 3]
    assert [step.note for step in run.steps if "later" in step.note] == ["1 s later"] * 3


def test_by_hand_the_time_of_one_that_waits_can_come_at_any_moment() -> None:
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


def test_who_sleeps_for_no_time_lets_others_move() -> None:
    def spin(shared: list[str]) -> None:
        while not shared:
            time.sleep(0)

    run = play(list, {"A": spin, "B": lambda shared: shared.append("b")})
    assert run.outcome == "holds"
    assert len(run.schedule) < 10


def test_names_that_a_module_has_imported_are_scheduled_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "solution.py").write_text(
        "from threading import Lock\nfrom time import sleep\n\n"
        "class Checker:\n"
        "    def __init__(self):\n        self.lock = Lock()\n"
        "    def hold(self):\n        with self.lock:\n            sleep(60)\n"
    )
    monkeypatch.syspath_prepend(tmp_path)
    solution = importlib.import_module("solution")

    def setup() -> Any:
        return solution.Checker()

    hold: Callable[[Any], object] = lambda checker: checker.hold()  # noqa: E731
    run = play(setup, {"A": hold, "B": hold})
    assert (run.outcome, run.seconds) == ("holds", 120.0)
