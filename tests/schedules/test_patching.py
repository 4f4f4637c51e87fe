"""Tests of the replacements under unchanged code: only a schedule sees them."""

import gc
import importlib
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from checker_lab.schedules import explore, play
from tests.schedules.programs import ADDS, Locked, Naive, nothing_lost

pytestmark = pytest.mark.usefixtures("no_thread_is_left")


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


def test_everything_is_restored_afterwards() -> None:
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


def test_two_threads_may_explore_concurrently() -> None:
    results = []

    def search() -> None:
        results.append(explore(Naive, ADDS, nothing_lost, preemptions=None).losing)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results == [12] * 4


def test_a_module_that_is_imported_in_a_schedule_has_real_locks(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "imported_late.py").write_text("import threading\nLOCK = threading.Lock()\n")
    monkeypatch.syspath_prepend(tmp_path)

    def import_it(shared: list[type]) -> None:
        shared.append(type(importlib.import_module("imported_late").LOCK))

    run = play(list, {"A": import_it})
    assert run.shared == [type(threading.Lock())]


def test_names_that_a_module_has_imported_are_replaced_too(
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


def test_the_output_of_threads_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    run = play(Naive, {"A": lambda shared: print("hello"), "B": lambda shared: print("there")})
    assert run.output == "hello\nthere\n"
    assert capsys.readouterr().out == ""
