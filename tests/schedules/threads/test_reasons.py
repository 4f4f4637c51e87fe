"""Tests of why a thread waits: whatever blocks is known as blocked, and says why."""

import concurrent.futures
import queue
import threading
from collections.abc import Callable
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


def test_a_lock_says_that_its_holder_has_ended() -> None:
    run = play(threading.Lock, {"A": lambda lock: lock.acquire(), "B": lambda lock: lock.acquire()})
    assert str(run.deadlock) == "B waits for the lock held by A, which has ended"


def test_a_thread_that_was_notified_waits_for_the_lock() -> None:
    def notify(condition: threading.Condition) -> None:
        with condition:
            condition.notify()
            idle(condition)

    run = play(threading.Condition, {"A": notify, "B": wait_on}, "B B A A B", finish=False)
    assert run.threads["B"].reason == "waits for the lock held by A"


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
