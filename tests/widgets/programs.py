"""Programs to play: shared objects, the threads over them, and what must hold."""

import asyncio
import queue
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

from checker_lab import AsyncNaiveChecker, NaiveChecker, ThreadedChecker
from checker_lab.testing import AsyncScripted, Scripted
from checker_lab.widgets import Scheduler

__all__ = ["ADDS", "EVIL", "HOSTILE", "both_are_there", "fixed", "ids", "naive", "tasks"]

EVIL = "<img src=x onerror=alert(1)>\"'&"

HOSTILE = {
    "html": EVIL,
    "surrogates": "a\ud800\udc80\udfff",
    "controls": "a\n\r\x00\x1b[31m\x7f\u2028\u202e",
    "quotes": "'\"\\",
    "long": "x" * 1_000_000,
    "long surrogates": "\ud800" * 1_000_000,
}
"""Ids that break what does not treat them as text."""


def add_a(checker: Any) -> None:
    checker.add(Scripted("a"))


def add_b(checker: Any) -> None:
    checker.add(Scripted("b"))


async def add_a_async(checker: Any) -> None:
    await checker.add(AsyncScripted("a"))


async def add_b_async(checker: Any) -> None:
    await checker.add(AsyncScripted("b"))


ADDS: Mapping[str, Callable[[Any], None]] = {"A": add_a, "B": add_b}


def both_are_there(checker: Any) -> bool:
    return sorted(str(checker).split()) == ["a", "b"]


def ids(checker: Any) -> dict[str, object]:
    return {"items": str(checker).split()}


def naive(**options: Any) -> Scheduler:
    """Two naive adds at once: the schedule `A A B*3 A` loses an item."""
    options = {"show": ids, "preemptions": None, **options}
    return Scheduler(NaiveChecker, ADDS, both_are_there, **options)


def fixed(**options: Any) -> Scheduler:
    """The same through the mailbox: no schedule loses any."""
    return Scheduler(ThreadedChecker, ADDS, both_are_there, **{"show": ids, **options})


def tasks(**options: Any) -> Scheduler:
    """The naive adds as tasks."""
    adds = {"A": add_a_async, "B": add_b_async}
    return Scheduler(AsyncNaiveChecker, adds, both_are_there, **{"show": ids, **options})


class TwoLocks:
    """Two locks that two threads take in opposite order."""

    def __init__(self) -> None:
        self.first = threading.Lock()
        self.second = threading.Lock()

    def forwards(self) -> None:
        with self.first:  # noqa: SIM117 (two lines are two moves)
            with self.second:
                pass

    def backwards(self) -> None:
        with self.second:  # noqa: SIM117
            with self.first:
                pass


TWO_LOCKS = {"A": TwoLocks.forwards, "B": TwoLocks.backwards}


class Starter:
    """Starts a thread of its own, and waits for it."""

    def __init__(self) -> None:
        self.done = False

    def start(self) -> None:
        worker = threading.Thread(target=self.work, name="worker")
        worker.start()
        worker.join()

    def work(self) -> None:
        self.done = True


class Evil:
    """All that it holds, prints and raises looks like HTML."""

    def __init__(self) -> None:
        self.text = "nothing yet"

    def __repr__(self) -> str:
        return EVIL

    def work(self) -> None:
        held = EVIL
        print(EVIL)
        self.text = held
        raise ValueError(EVIL)


class Counter:
    """Counts with a read and a write."""

    def __init__(self) -> None:
        self.count = 0

    def add(self) -> None:
        count = self.count
        self.count = count + 1

    def add_many(self) -> None:
        for _ in range(100):
            count = self.count
            self.count = count + 1


class Sleeper:
    """Sleeps, and waits with a timeout."""

    def __init__(self) -> None:
        self.woken = threading.Event()

    def sleep(self) -> None:
        time.sleep(1.5)

    def wait(self) -> None:
        self.woken.wait(2)


class Waiter:
    """Waits for what never comes."""

    def __init__(self) -> None:
        self.queue: queue.Queue[str] = queue.Queue()

    def receive(self) -> None:
        self.queue.get()


class AsyncWaiter:
    """The same, in tasks."""

    def __init__(self) -> None:
        self.lock = asyncio.Lock()

    async def hold(self) -> None:
        async with self.lock:
            await asyncio.Event().wait()


def always(shared: object) -> bool:
    return True
