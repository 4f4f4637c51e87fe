"""Finds names in code by which it could reach into the grader, which no audit event reports."""

import ast
import dis
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from checker_lab.grading.job import PackedCode
from checker_lab.schedules.source import shown_file, source_line

__all__ = ["DynamicNames", "find_word", "where_in"]

# Of frames, functions and cells: what a program that only wants a name or a line has no use for.
WORDS = frozenset(
    (
        "__globals__",
        "cell_contents",
        "f_builtins",
        "f_globals",
        "f_locals",
        "getargvalues",
        "getasyncgenlocals",
        "getclosurevars",
        "getcoroutinelocals",
        "getgeneratorlocals",
    )
)
# The type in ctypes that makes an object of an address, and the function for which recipes need it.
BY_ADDRESS = "py_object"
RAISES_IN_A_THREAD = "PyThreadState_SetAsyncExc"
# What finds an attribute whose name the source does not show.
FINDERS = {"__getattribute__", "attrgetter", "eval", "exec", "getattr_static", "getmembers", "vars"}


def find_word(code: CodeType) -> tuple[str, str] | None:
    """Return the first of WORDS in a code object or in those in it, and its line, or None."""
    names = [(part, {*part.co_names, *filter(_is_text, part.co_consts)}) for part in _parts(code)]
    words = WORDS
    if not any(RAISES_IN_A_THREAD in found for _, found in names):
        words |= {BY_ADDRESS}
    for part, found in names:
        if known := found & words:
            return min(known), where_in(part, min(known))
    return None


def where_in(code: CodeType, name: str) -> str:
    """Return "file.py:3: the line" of a name in a code object."""
    lines = (
        one.positions.lineno
        for one in dis.get_instructions(code)
        if one.argval == name and one.positions
    )
    line = next((one for one in lines if one), code.co_firstlineno)
    text = source_line(code.co_filename, line)
    where = f"{shown_file(code.co_filename)}:{line}"
    return f"{where}: {text}" if text else where


def _is_text(constant: object) -> bool:
    return type(constant) is str


def _parts(code: CodeType) -> Iterator[CodeType]:
    yield code
    for one in code.co_consts:
        if type(one) is CodeType:
            yield from _parts(one)


class DynamicNames:
    """Whether the source finds attributes by names that it computes; true if it does."""

    def __init__(self, code: PackedCode) -> None:
        self._code = code
        self._found: bool | None = None

    def __bool__(self) -> bool:
        if self._found is None:
            self._found = any(map(_has_dynamic_names, self._sources()))
        return self._found

    def _sources(self) -> Iterator[str]:
        if self._code.file:
            yield Path(self._code.file).read_text(encoding="utf-8", errors="replace")
        for lines in self._code.sources.values():
            yield "".join(lines)


def _has_dynamic_names(source: str) -> bool:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError, RecursionError):
        return False
    names = {one.id for one in nodes if isinstance(one, ast.Name)}
    names |= {one.attr for one in nodes if isinstance(one, ast.Attribute)}
    return bool(names & FINDERS) or any(map(_is_computed, nodes))


def _is_computed(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id == "getattr"
        and len(node.args) > 1
        and not isinstance(node.args[1], ast.Constant)
    )
