"""An answer that is older than the cell with the new one is not graded, in a real IPython."""

from collections.abc import Iterator
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from checker_lab.lessons.exercises.stale import CellWatch

RIGHT = "class Checker:\n    def add(self, item): ...\n"


def run(shell: InteractiveShell, cell: str) -> None:
    shell.run_cell(cell)  # type: ignore[no-untyped-call]


@pytest.fixture
def shell() -> Iterator[InteractiveShell]:
    made: Any = InteractiveShell()  # type: ignore[no-untyped-call]
    yield made
    made.history_manager.end_session()


@pytest.fixture
def watch(shell: InteractiveShell) -> CellWatch:
    made = CellWatch(shell)
    made.register()
    run(shell, RIGHT)
    return made


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("import os\nclass Checker:\n    def add(self, item)\n        pass", "expected ':'"),
        ("class Checker:\n    limit = 5 / 0", "ZeroDivisionError: division by zero"),
        ("clas Checker:\n    pass", "SyntaxError"),
        ("limits = {}[0]\nclass Checker: ...", "KeyError"),
    ],
)
def test_a_cell_that_fails_makes_its_names_stale(
    watch: CellWatch, shell: InteractiveShell, cell: str, words: str
) -> None:
    run(shell, cell)
    failure = watch.failure_of("Checker")
    assert failure is not None
    assert words in failure.error
    run(shell, RIGHT)
    assert watch.failure_of("Checker") is None


def test_the_line_is_named(watch: CellWatch, shell: InteractiveShell) -> None:
    run(shell, "# mine\nclass Checker:\n    def add(self, item)\n        pass")
    failure = watch.failure_of("Checker")
    assert failure is not None
    assert (failure.line, failure.source) == (3, "def add(self, item)")


@pytest.mark.parametrize(
    "cell",
    [
        f"{RIGHT}\nraise ValueError('a demo below the class')",
        "def other(:\n    pass",
        "check('the race', Checker",
        "5 / 0",
    ],
)
def test_other_failures_do_not_matter(watch: CellWatch, shell: InteractiveShell, cell: str) -> None:
    run(shell, cell)
    assert watch.failure_of("Checker") is None


def test_cells_between_do_not_hide_it(watch: CellWatch, shell: InteractiveShell) -> None:
    run(shell, "class Checker:\n    def add(self, item)\n        pass")
    run(shell, "1 + 1")
    assert watch.failure_of("Checker") is not None


@pytest.mark.parametrize("first", ["class Checker:\n    def add(self, item)", "clas Checker: ..."])
def test_a_missing_name_is_explained(
    shell: InteractiveShell, first: str, capsys: pytest.CaptureFixture[str]
) -> None:
    CellWatch(shell).register()
    run(shell, first)
    capsys.readouterr()
    run(shell, "print('the race', Checker)")
    shown = capsys.readouterr().out
    assert shown.startswith("The cell that defines Checker failed: SyntaxError: ")
    assert shown.endswith(" Fix it, and run it again.\n")
    assert "Traceback" not in shown


def test_other_missing_names_are_shown_as_ever(
    watch: CellWatch, shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    run(shell, "5 / 0")
    run(shell, "unknown")
    assert "Traceback" in capsys.readouterr().out
