"""Mistakes that can be read in the source."""

import asyncio
import linecache
import threading
import time
from typing import Any

from checker_lab.grading.child.places import Places
from checker_lab.grading.child.suspicions import suspicions

PLACES = Places([__file__])


class Sleeps:
    async def stop(self) -> None:
        time.sleep(1)  # noqa: ASYNC251

    async def in_a_thread(self) -> None:
        await asyncio.to_thread(lambda: time.sleep(1))

    def plain(self) -> None:
        time.sleep(1)


class Forgets:
    def run(self) -> None:
        self.owner = threading.Thread(target=self.stop)

    def stop(self) -> None: ...


class Starts:
    def run(self) -> None:
        self.owner = threading.Thread(target=self.stop)
        threads = [threading.Thread(target=self.stop) for _ in range(3)]
        for one in [self.owner, *threads]:
            one.start()

    def later(self) -> None:
        self.other = threading.Thread(target=self.stop)

    def stop(self) -> None:
        self.other.start()


def said(code: Any, kind: Any) -> list[str]:
    return [str(one.told) for one in suspicions(code, kind, PLACES)]


def test_time_sleep_in_the_event_loop() -> None:
    (found,) = said(Sleeps, "asyncio")
    assert "`time.sleep(1)  # noqa: ASYNC251`" in found
    assert not said(Sleeps, "threads")


def test_a_thread_that_is_not_started() -> None:
    (found,) = said(Forgets, "threads")
    assert found.endswith("`self.owner = threading.Thread(target=self.stop)`. Call its start().")
    assert not said(Starts, "threads")


def test_code_without_a_source() -> None:
    assert not said(type("Made", (), {}), "threads")


class Spins:
    async def passes(self) -> None:
        while True:
            self.is_over()

    async def check(self) -> None:
        while not self.is_over():
            await self.check()
        while True:
            if self.is_over():
                break

    def is_over(self) -> bool:
        while True:
            return True


def test_a_loop_of_a_task_that_awaits_nothing() -> None:
    (found,) = said(Spins, "asyncio")
    assert found.startswith("The loop in ")
    assert "`while True:` awaits nothing" in found
    assert not said(Spins, "threads")


def test_a_class_of_a_cell() -> None:
    cell = "<cell 7>"
    source = "class Mine:\n    async def stop(self):\n        while True:\n            pass\n"
    linecache.cache[cell] = (len(source), None, source.splitlines(keepends=True), cell)
    names: dict[str, Any] = {"__name__": "__main__"}
    exec(compile(source, cell, "exec"), names)
    (found,) = suspicions(names["Mine"], "asyncio", Places([cell]))
    assert "line 3, `while True:`" in str(found.told)
