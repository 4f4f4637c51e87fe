"""grade(), grade_timeout() and grade_file(): what they take, and what they refuse."""

import asyncio
import socket
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from checker_lab.grading import TransferError, UnclearError, grade, grade_file, grade_timeout
from tests.grading import sample_checkers

T = TypeVar("T")


async def by_wait_for(get_health: Callable[[], Awaitable[T]], seconds: float) -> T:
    return await asyncio.wait_for(get_health(), seconds)


def test_a_timeout_of_asyncio() -> None:
    report = grade_timeout(by_wait_for, only="times-out")
    assert report.ok, str(report)
    assert report.kind == "asyncio"


@pytest.mark.parametrize("given", [sample_checkers.Right(1), "Right", None])
def test_a_checker_is_given_as_its_class(given: object) -> None:
    with pytest.raises(TypeError, match="the class itself"):
        grade(given)  # type: ignore[arg-type]


def test_what_is_no_checker_at_all_is_refused() -> None:
    with pytest.raises(TypeError, match="int has none of add"):
        grade(int)
    with pytest.raises(TypeError, match=r"a function of \(get_health, seconds\)"):
        grade_timeout(sample_checkers.Right)
    with pytest.raises(ValueError, match="choose from"):
        grade(sample_checkers.Right, only="speed")


def test_what_cannot_be_sent() -> None:
    connection = socket.socket()

    class Holds(sample_checkers.Right):
        def run(self) -> None:
            connection.close()

    with connection, pytest.raises(TransferError, match="Holds cannot be sent"):
        grade(Holds)


def test_names_are_printable() -> None:
    class Mine(sample_checkers.Raises): ...

    Mine.__name__ = "Mine\x1b[2J\nYours (threads): 14 of 14 requirements met"
    report = grade(Mine, only="returns")
    assert "\x1b" not in str(report)
    assert report.summary.startswith(r"Mine\x1b[2J\nYours (threads): 14 of 14")


def test_a_file_without_an_answer_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty.py").touch()
    with pytest.raises(UnclearError, match="no class with add"):
        grade_file(tmp_path / "empty.py")
