"""Tests of the text of a line, and of the names of files."""

import linecache
from collections.abc import Callable

import pytest

from checker_lab.schedules.source import first_line, is_cell, line_at, shown_file, source_line


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


def raises_and_names_the_error() -> None:
    try:
        raise ValueError
    except ValueError as error:
        str(error)


def test_every_instruction_has_a_line() -> None:
    code = raises_and_names_the_error.__code__
    # Python adds instructions that belong to no line, such as those that delete the error's name.
    assert any(line is None for _, _, line in code.co_lines())
    found = [line_at(code, offset) for offset in range(-1, len(code.co_code), 2)]
    last = max(line for _, _, line in code.co_lines() if line is not None)
    assert found[0] == code.co_firstlineno
    assert {type(line) for line in found} == {int}
    assert max(found) == last
