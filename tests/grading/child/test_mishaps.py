"""The first line of a report names the line of the code that is to blame, and what to try."""

from pathlib import Path

import pytest

from checker_lab.grading import grade_file

THREADS = """
import threading
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.end = threading.Event()

    def add(self, item):
        self.items.append(item)

    def run(self):
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        while not self.end.wait(self.interval):
            for item in self.items:
                threading.Thread(target=self.check, args=(item,), daemon=True).start()

    def check(self, item):
        try:
            item.health()
        except Exception:
            pass

    def stop(self):
        self.end.set()
"""
ASYNCIO = """
import asyncio
import time


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.items = []
        self.tasks = []

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.tasks.append(asyncio.create_task(self.loop()))

    async def loop(self):
        while True:
            for item in self.items:
                self.tasks.append(asyncio.create_task(self.check(item)))
            await asyncio.sleep(self.interval)

    async def check(self, item):
        await item.health()

    async def stop(self):
        for task in self.tasks:
            task.cancel()
"""


def lead(tmp_path: Path, code: str, old: str, new: str, only: str = "first-pass") -> str:
    """Grade the code with one mistake in it, and return the first line of the report."""
    assert old in code
    file = tmp_path / "mine.py"
    file.write_text(code.replace(old, new, 1), encoding="utf-8")
    return str(grade_file(file, only=only)).splitlines()[0]


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("self.items.append", "self.itmes.append", ("add() raised", "line 13", "mean 'items'")),
        ("self.items.append", "items.append", ("line 13", "Write self.items")),
        ("def add(self, item)", "def add(item)", ("line 12, `def add(item):`", "`self` missing")),
        ("def loop(self)", "def loop()", ("A thread raised", "line 18", "`self` missing")),
        ("import threading\n", "", ("name 'threading'", "Add `import threading`")),
        ("in self.items:", "in self.itms:", ("A thread raised", "line 20", "mean 'items'")),
        ("args=(item,)", "args=(item)", ("A thread raised", "a comma")),
        ("args=(item,)", "args=()", ("missing 1 required", "Compare the call")),
        ("item.health()", "item.helth()", ("line 25", "the code caught it", "mean 'health'")),
        ("daemon=True).start()\n\n", "daemon=True)\n\n", ("Nothing starts the thread", "line 16")),
    ],
)
def test_a_mistake_with_threads(tmp_path: Path, old: str, new: str, words: tuple[str, ...]) -> None:
    said = lead(tmp_path, THREADS, old, new)
    assert all(word in said for word in words), said


def test_the_parameters_of_another_class_are_not_those_of_the_code(tmp_path: Path) -> None:
    said = lead(tmp_path, THREADS, "threading.Event()", "threading.Barrier()")
    assert "missing 1 required" in said
    assert "Compare the call" not in said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("await item.health()", "item.health()", ("line 25", "nothing awaits", "Write `await`")),
        ("asyncio.create_task(self.loop())", "self.loop()", ("loop()", "line 16", "never runs")),
        ("create_task(self.loop())", "create_task(self.loop)", ("line 16", "create_task(work())")),
        ("asyncio.create_task(self.loop())", "asyncio.run(self.loop())", ("already running",)),
        ("await asyncio.sleep", "time.sleep", ("line 22", "holds up the whole event loop")),
        ("in self.items:", "in self.itms:", ("A task raised", "line 20", "mean 'items'")),
    ],
)
def test_a_mistake_with_asyncio(tmp_path: Path, old: str, new: str, words: tuple[str, ...]) -> None:
    said = lead(tmp_path, ASYNCIO, old, new)
    assert all(word in said for word in words), said


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("target=self.loop,", "target=self.loop(),", ("line 16", "leave out the `()`")),
        (
            "        threading.Thread(target=self.loop, daemon=True).start()",
            "        while True:\n            time.sleep(self.interval)",
            ("run() does not return", "line 17", "only start a thread"),
        ),
    ],
)
def test_a_run_that_never_returns(
    tmp_path: Path, old: str, new: str, words: tuple[str, ...]
) -> None:
    said = lead(tmp_path, THREADS, old, new, "returns")
    assert all(word in said for word in words), said


def test_a_run_that_computes_without_end(tmp_path: Path) -> None:
    old = "        threading.Thread(target=self.loop, daemon=True).start()"
    said = lead(tmp_path, THREADS, old, "        while True:\n            pass", "returns")
    assert said.startswith("run() does not return: it is in line 1")


def test_code_that_cannot_be_loaded(tmp_path: Path) -> None:
    said = lead(tmp_path, THREADS, "def add(self, item):", "def add(self, item)")
    assert "SyntaxError: expected ':', in line 12, `def add(self, item)`" in said


def test_a_class_without_stop(tmp_path: Path) -> None:
    said = lead(tmp_path, THREADS, "def stop", "def stopp", "stops")
    assert "has no attribute 'stop'" in said


def test_what_an_item_raises_is_no_mistake_of_the_code(tmp_path: Path) -> None:
    said = lead(tmp_path, THREADS, "            pass", "            pass", "reports-panic")
    assert said.startswith("reports-panic: "), said
