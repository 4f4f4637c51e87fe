"""A class or function reaches another process as it is now, with what it uses."""

import json
import linecache
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from checker_lab.grading import TransferError
from checker_lab.grading.transfer import copies, pack, pack_file
from tests.grading import sample_checkers

ROOT = Path(__file__).parents[2]

CELL = """
import threading
from time import sleep
LOCK = threading.RLock()
class Base:
    def __init__(self, interval):
        self.interval = interval
class Mine(Base):
    def add(self, item):
        with LOCK:
            return helper(item)
    def run(self): ...
    def stop(self): ...
def helper(item):
    return item + 1
"""


def as_in_a_cell(source: str, name: str = "/tmp/ipykernel_7/42.py") -> dict[str, Any]:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    linecache.cache[name] = (len(source), None, source.splitlines(keepends=True), name)
    exec(compile(source, name, "exec"), namespace)
    return namespace


def elsewhere(thing: object, expression: str) -> Any:
    """The value of an expression about `code`, in a process that has never seen it."""
    import pickle

    program = (
        "import sys, json, pickle, linecache\n"
        "from checker_lab.grading.child.loading import load\n"
        "learner = load(pickle.loads(sys.stdin.buffer.read()))\n"
        "code = learner.code\n"
        f"print(json.dumps({expression}))"
    )
    run = subprocess.run(
        [sys.executable, "-c", program],
        input=pickle.dumps(pack(thing)),
        capture_output=True,
        cwd=ROOT,
        check=True,
    )
    return json.loads(run.stdout)


def test_a_class_of_a_cell_brings_what_it_uses() -> None:
    mine = as_in_a_cell(CELL)["Mine"]
    assert elsewhere(mine, "code(1).add(41)") == 42


def test_its_source_comes_along() -> None:
    mine = as_in_a_cell(CELL)["Mine"]
    name = "/tmp/ipykernel_7/42.py"
    assert elsewhere(mine, f"linecache.getline({name!r}, 10).strip()") == "with LOCK:"
    assert elsewhere(mine, "code.add.__code__.co_filename") == name


def test_its_module_can_be_looked_up() -> None:
    mine = as_in_a_cell(CELL)["Mine"]
    assert elsewhere(mine, "sys.modules[code.__module__].helper(1)") == 2


def test_a_class_of_a_module_comes_as_it_is_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sample_checkers, "STOPPED", "changed since it was imported")
    found = "code.passes.__globals__['STOPPED']"
    assert elsewhere(sample_checkers.Right, found) == "changed since it was imported"


def test_a_module_that_was_made_by_hand() -> None:
    module = ModuleType("never_on_disk")
    exec(CELL, module.__dict__)
    assert elsewhere(module.Mine, "code(1).add(1)") == 2


def test_a_library_comes_by_its_name() -> None:
    from checker_lab import ThreadedChecker

    assert len(pack(ThreadedChecker).pickled) < 200


KEPT_BESIDE = """
import asyncio, queue, sys, threading
from concurrent.futures import ThreadPoolExecutor
KEPT = [
    threading.Lock(), threading.RLock(), threading.Event(), threading.Condition(),
    threading.Semaphore(3), threading.Barrier(2), threading.local(),
    queue.Queue(), queue.SimpleQueue(), asyncio.Queue(), asyncio.Event(),
    ThreadPoolExecutor(7), sys.stdout,
]
def fn(get_health, seconds):
    return [type(one).__name__ for one in KEPT]
"""


def test_locks_and_queues_that_stand_beside_are_made_anew() -> None:
    fn = as_in_a_cell(KEPT_BESIDE)["fn"]
    assert elsewhere(fn, "code(None, 1)")[:3] == ["lock", "RLock", "Event"]


def test_the_error_says_what_to_do_about_what_cannot_be_sent() -> None:
    namespace = as_in_a_cell("import socket\nS = socket.socket()\ndef fn(get_health, seconds): S")
    try:
        with pytest.raises(TransferError, match=r"fn cannot be sent .* in __init__"):
            pack(namespace["fn"])
    finally:
        namespace["S"].close()


def test_packing_leaves_no_trace_in_cloudpickle() -> None:
    import cloudpickle

    pack(sample_checkers.Right)
    assert cloudpickle.list_registry_pickle_by_value() == set()


def test_only_python_files(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").touch()
    with pytest.raises(ValueError, match=r"must end in \.py"):
        pack_file(tmp_path / "notes.txt")
    with pytest.raises(FileNotFoundError, match="there is no file"):
        pack_file(tmp_path / "missing.py")
    with pytest.raises(IsADirectoryError, match="is a folder"):
        pack_file(tmp_path)


def test_copies_share_no_state() -> None:
    source = "class Mine:\n    items = []\n    def run(self): ...\n    def stop(self): ...\n"
    mine = as_in_a_cell(source)["Mine"]
    make = copies(mine)
    one, other = make(), make()
    one.kept = one.items.append(1)
    assert (other.items, hasattr(other, "kept"), mine.items) == ([], False, [])
    assert (
        one.run.__code__ is other.run.__code__
    )  # what is known of its lines need not be found again
