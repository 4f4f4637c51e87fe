"""Finds the lines of the function in which a thread stands."""

import ast
import linecache
import textwrap
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from checker_lab.schedules.source import source_line

__all__ = ["CodeLine", "listing"]

Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


class CodeLine(NamedTuple):
    """A line of source; `is_marked` is the one at which the thread stands."""

    number: int
    text: str
    is_marked: bool = False


def listing(path: str, line: int) -> tuple[CodeLine, ...]:
    """The function around this line, without its docstring; () where there is no source."""
    numbers = _lines_of_function("".join(linecache.getlines(path)), line)
    if not source_line(path, line):
        return ()
    numbers = numbers if line in numbers else [line]
    texts = textwrap.dedent("\n".join(_text(path, number) for number in numbers)).split("\n")
    return tuple(
        CodeLine(number, text, number == line) for number, text in zip(numbers, texts, strict=True)
    )


def _text(path: str, number: int) -> str:
    """The line, indented, without comments for linters."""
    raw = linecache.getline(path, number).expandtabs(4)
    return " " * (len(raw) - len(raw.lstrip())) + source_line(path, number)


@lru_cache(maxsize=256)
def _lines_of_function(text: str, line: int) -> list[int]:
    """The numbers of the lines of the innermost function around `line`, or of `line` alone."""
    functions = [one for one in _functions(text) if one.lineno <= line <= (one.end_lineno or 0)]
    if not functions:
        return [line]
    inner = max(functions, key=lambda one: (one.lineno, one.col_offset))
    left_out = _docstring_lines(inner)
    return [
        number
        for number in range(inner.lineno, (inner.end_lineno or inner.lineno) + 1)
        if number not in left_out
    ]


@lru_cache(maxsize=32)
def _functions(text: str) -> tuple[Function, ...]:
    try:
        nodes: Iterator[ast.AST] = ast.walk(ast.parse(text))
        return tuple(node for node in nodes if isinstance(node, Function))
    except (SyntaxError, ValueError):
        return ()  # not plain Python, such as a cell with a magic


def _docstring_lines(function: Function) -> range:
    if isinstance(function, ast.Lambda) or ast.get_docstring(function) is None:
        return range(0)
    docstring = function.body[0]
    if len(function.body) == 1:
        return range(0)
    return range(docstring.lineno, (docstring.end_lineno or docstring.lineno) + 1)
