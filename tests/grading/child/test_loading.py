"""The learner's code is loaded, and what is to be graded is found in it."""

import sys
from pathlib import Path
from typing import Any

import pytest

from checker_lab.grading import UnclearError
from checker_lab.grading.child.loading import load
from checker_lab.grading.transfer import pack_file
from tests.grading.test_transfer import CELL, elsewhere


def loaded(tmp_path: Path, source: str, monkeypatch: pytest.MonkeyPatch) -> Any:
    path = tmp_path / f"solution_{abs(hash(source))}.py"
    path.write_text(source, encoding="utf-8")
    monkeypatch.setattr(sys, "path", list(sys.path))
    return load(pack_file(path))


def test_the_only_class_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    learner = loaded(tmp_path, CELL, monkeypatch)
    assert (learner.name, learner.is_checker, learner.kind) == ("Mine", True, "threads")


def test_a_base_class_is_not_what_is_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert loaded(tmp_path, CELL + "\nclass Last(Mine): ...", monkeypatch).name == "Last"


def test_the_only_function_of_a_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = "import asyncio\nasync def f(get_health, seconds): ...\ndef g(x): ..."
    learner = loaded(tmp_path, source, monkeypatch)
    assert (learner.name, learner.is_checker, learner.kind) == ("f", False, "asyncio")


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1", "no class with add.*no function"),
        (CELL + "\nclass Two(Base):\n    run = stop = add = None", "more than one.*Mine, Two"),
        ("from checker_lab import ThreadedChecker", "no class with add"),
    ],
)
def test_an_unclear_file_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, source: str, words: str
) -> None:
    with pytest.raises(UnclearError, match=words):
        loaded(tmp_path, source, monkeypatch)


STATEFUL = """
ITEMS = []
class Mine:
    kept = []
    def __init__(self, interval): ...
    def add(self, item):
        ITEMS.append(item)
        self.kept.append(item)
        return len(ITEMS), len(self.kept)
    def run(self): ...
    def stop(self): ...
"""


def test_a_file_that_is_loaded_again_remembers_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    learners = loaded(tmp_path, STATEFUL, monkeypatch)
    assert learners.code(1).add("a") == (1, 1)
    assert learners.load_again()(1).add("a") == (1, 1)


def test_a_class_of_a_cell_that_is_loaded_again_remembers_nothing() -> None:
    namespace: dict[str, Any] = {"__name__": "__main__"}
    exec(STATEFUL, namespace)
    adds = "[code(1).add('a'), learner.load_again()(1).add('a')]"
    assert elsewhere(namespace["Mine"], adds) == [[1, 1], [1, 1]]
