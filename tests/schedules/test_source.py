"""Tests of the text of a line, and of the names of files."""

import linecache
from collections.abc import Callable

import pytest

from checker_lab.schedules.source import first_line, is_cell, shown_file, source_line


@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("/home/me/checker.py", "checker.py"),
        ("/tmp/ipykernel_123/456.py", "cell"),
        ("<ipython-input-3-abc>", "cell"),
        ("<learner>", "<learner>"),
    ],
)
def test_a_file_has_the_same_name_on_every_machine(path: str, shown: str) -> None:
    assert shown_file(path) == shown
    assert is_cell(path) is (shown == "cell")


def test_a_line_is_shown_without_indentation_and_comments_for_linters() -> None:
    lines = ["    x = 1  # noqa: E501 (because)\n", "y = 2  # type: ignore[a]\n", "z = 3  # why\n"]
    linecache.cache["<lines>"] = (1, None, lines, "<lines>")
    assert [source_line("<lines>", number) for number in (1, 2, 3)] == [
        "x = 1",
        "y = 2",
        "z = 3  # why",
    ]
    assert source_line("<lines>", 9) == source_line("<nowhere>", 1) == ""


def test_a_function_starts_at_the_first_line_of_its_body() -> None:
    def function(shared: object) -> None:
        """Does something."""
        print(shared)

    one_line: Callable[[object], object] = lambda shared: repr(shared)  # noqa: E731, PLW0108
    start = function.__code__.co_firstlineno
    assert first_line(function.__code__) == start + 2
    assert first_line(one_line.__code__) == one_line.__code__.co_firstlineno
