"""How far a grading is: shown while it runs, and gone afterwards."""

import io
import sys
from types import SimpleNamespace

import pytest

from checker_lab.grading import grade, progress_line
from checker_lab.grading.progress_line import QUIET, ProgressLine, shown_progress
from tests.grading import sample_checkers


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    stderr = Terminal()
    monkeypatch.delenv(QUIET)
    # Not the real one, which pytest replaces between a fixture and its test.
    fake = SimpleNamespace(stderr=stderr, modules=sys.modules)
    monkeypatch.setattr(progress_line, "sys", fake)
    return stderr


def test_the_line_counts_and_names_what_fails() -> None:
    line = ProgressLine(28, "en")
    line.take([])
    line.take(["repeats"])
    assert line.text == "2 of 28 tried; not met: repeats"


def test_a_terminal_shows_it_and_is_clean_afterwards(terminal: Terminal) -> None:
    assert not grade(sample_checkers.Raises).ok
    written = terminal.getvalue()
    assert "1 of " in written
    assert "not met: " in written
    assert written.endswith("\r\x1b[K")


def test_only_the_outermost_clears(terminal: Terminal) -> None:
    with shown_progress():
        with shown_progress():
            ProgressLine(2, "ru").take(["repeats"])
        assert terminal.getvalue().endswith("проверено 1 из 2; не выполнено: repeats")
    assert terminal.getvalue().endswith("\r\x1b[K")


def test_what_is_no_terminal_shows_nothing(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Terminal, "isatty", lambda self: False)
    with shown_progress():
        ProgressLine(1, "en").take([])
    assert not terminal.getvalue()


@pytest.mark.parametrize(
    ("cell", "is_silent"),
    [
        ("check('the race', Checker)", True),
        ("'''Mine.'''\nimport os\nclass Checker: ...\ncheck('the race', Checker)", True),
        ("print(1)\ncheck('the race', Checker)", False),
        ("%time check()", False),
    ],
)
def test_what_a_cell_has_printed_stays(cell: str, is_silent: bool) -> None:
    assert progress_line._prints_nothing_else(cell) == is_silent
