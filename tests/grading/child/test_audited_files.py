"""Whose file it is that is opened, and whether it is about to be made."""

import os
from pathlib import Path

import pytest

from checker_lab.grading.child.audited_files import (
    is_inside_a_process,
    is_neighbour,
    makes,
    path_of,
)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/proc/self/mem", True),
        ("/proc/12/environ", True),
        ("/proc/self/fd/4", True),
        ("/proc/../proc/self/task/3/mem", True),
        ("/proc/self/status", False),
        ("/proc/cpuinfo", False),
        ("notes/mem", False),
    ],
)
def test_the_inside_of_a_process(path: str, expected: bool) -> None:
    assert is_inside_a_process(path) is expected


def test_a_neighbour_is_python_in_the_same_folder() -> None:
    own = "/home/me/solution.py"
    assert is_neighbour("/home/me/other.py", own)
    assert not is_neighbour(own, own)
    assert not is_neighbour("/home/me/data.json", own)
    assert not is_neighbour("/home/you/other.py", own)


def test_a_file_is_made_if_it_is_written_and_new(tmp_path: Path) -> None:
    new = str(tmp_path / "new")
    assert makes(new, (new, "w", os.O_WRONLY | os.O_CREAT))
    assert not makes(new, (new, "r", os.O_RDONLY))
    assert not makes(str(tmp_path), (str(tmp_path), "w", os.O_WRONLY))
    assert not makes("/dev/new", ("/dev/new", "w", os.O_WRONLY))


def test_a_descriptor_has_no_path() -> None:
    class Text(str):
        __slots__ = ()

        def __str__(self) -> str:
            raise AssertionError

    assert path_of((3, "w", 0)) is None
    assert path_of((b"a", "w", 0)) == "a"
    assert type(path_of((Text("a"), "w", 0))) is str
