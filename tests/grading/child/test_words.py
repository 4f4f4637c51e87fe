"""Names in code that lead into the grader are found, with their lines."""

import pytest

from checker_lab.grading.child.words import find_word, has_computed_names
from checker_lab.grading.job import PackedCode

HARMLESS = (
    "import sys\nname = sys._getframe(1).f_code.co_name",
    "'a text about f_locals and __globals__'",
    "import ctypes\nctypes.pythonapi.PyThreadState_SetAsyncExc(1, ctypes.py_object(SystemExit))",
)


@pytest.mark.parametrize(
    ("source", "word", "line"),
    [
        ("x = 1\nprint(f.f_locals)", "f_locals", 2),
        ("def one():\n    def two():\n        return g.__globals__", "__globals__", 3),
        ("getattr(f, 'f_' 'builtins')", "f_builtins", 1),
        ("from ctypes import py_object", "py_object", 1),
    ],
)
def test_a_word_is_found_with_its_line(source: str, word: str, line: int) -> None:
    found = find_word(compile(source, "solution.py", "exec"))
    assert found is not None
    assert found[0] == word
    assert found[1].startswith(f"solution.py:{line}")


@pytest.mark.parametrize("source", HARMLESS)
def test_a_name_or_a_line_of_a_frame_is_harmless(source: str) -> None:
    assert find_word(compile(source, "solution.py", "exec")) is None


@pytest.mark.parametrize(
    ("source", "has"),
    [
        ("getattr(x, name)", True),
        ("x.__getattribute__(name)", True),
        ("getattr(x, 'name', None)", False),
        ("def (", False),
    ],
)
def test_computed_names_are_found_in_the_source(source: str, has: bool) -> None:
    packed = PackedCode("it", b"", "", {"cell": (source,)}, ())
    assert has_computed_names(packed) is has
