"""The lines that are shown of a function."""

import linecache
from collections.abc import Callable

import pytest

from checker_lab.threads import channel, naive
from checker_lab.widgets.scheduler.source import CodeLine, listing

FILE = "<for the test>"


@pytest.fixture
def source() -> Callable[[str], None]:
    """Makes a file of a text."""

    def make(text: str) -> None:
        lines = text.splitlines(keepends=True)
        linecache.cache[FILE] = (len(text), None, lines, FILE)

    return make


def shown(line: int) -> str:
    return "\n".join(f"{'>' if one.is_marked else ' '}{one.text}" for one in listing(FILE, line))


def test_a_function_is_shown_without_its_docstring_and_with_its_line_numbers(
    source: Callable[[str], None],
) -> None:
    source('class A:\n    def f(self):\n        """Says.\n\n        More."""\n        x = 1\n')
    assert listing(FILE, 6) == (
        CodeLine(2, "def f(self):"),
        CodeLine(6, "    x = 1", is_marked=True),
    )


def test_a_function_of_a_docstring_alone_is_shown_with_it(source: Callable[[str], None]) -> None:
    source('def f():\n    """Nothing."""\n')
    assert shown(2) == ' def f():\n>    """Nothing."""'


def test_the_innermost_function_is_shown(source: Callable[[str], None]) -> None:
    source("def f():\n    x = 1\n    def g():\n        y = 2\n    return g\n")
    assert shown(4) == " def g():\n>    y = 2"
    assert shown(5).endswith(">    return g")


def test_of_a_lambda_its_own_line_is_shown(source: Callable[[str], None]) -> None:
    source("calls = {\n    'A': lambda c: c.add(1),\n    'B': lambda c: c.add(2),\n}\n")
    assert shown(3) == ">'B': lambda c: c.add(2),"


def test_what_is_outside_of_any_function_is_one_line(source: Callable[[str], None]) -> None:
    source("x = 1\ny = 2\n")
    assert shown(2) == ">y = 2"


def test_a_long_function_is_shown_as_a_whole(source: Callable[[str], None]) -> None:
    source("def f():\n" + "".join(f"    x = {number}\n" for number in range(2, 60)))
    assert [line.number for line in listing(FILE, 30)] == list(range(1, 60))


def test_what_is_no_plain_python_is_one_line(source: Callable[[str], None]) -> None:
    source("%time f()\nx = = 1\n")
    assert shown(1) == ">%time f()"


def test_where_there_is_no_source_nothing_is_shown() -> None:
    assert listing("<nowhere>", 3) == ()
    assert listing("", 0) == ()


def test_tabs_and_remarks_for_tools_are_not_shown(source: Callable[[str], None]) -> None:
    source("def f():\n\tif x:\n\t\ty = 1  # noqa: E501 (because)\n")
    assert shown(3) == " def f():\n     if x:\n>        y = 1"


@pytest.mark.parametrize("module", [channel, naive])
def test_every_line_of_the_library_can_be_shown(module: object) -> None:
    path = str(module.__file__)  # type: ignore[attr-defined]
    lines = linecache.getlines(path)
    for number, text in enumerate(lines, start=1):
        marked = [line.number for line in listing(path, number) if line.is_marked]
        assert marked == ([number] if text.strip() else [])
