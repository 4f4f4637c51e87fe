"""Finds names in code by which it could reach into the grader, which no audit event reports."""

import ast
import contextlib
import dis
from collections.abc import Iterator
from pathlib import Path
from types import CodeType

from checker_lab.grading.job import PackedCode
from checker_lab.schedules.source import shown_file, source_line

__all__ = ["find_word", "has_computed_names"]

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
            return min(known), _where(part, min(known))
    return None


def _where(code: CodeType, name: str) -> str:
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


def has_computed_names(code: PackedCode) -> bool:
    """Does the source find attributes by names that it computes?"""
    sources = ["".join(lines) for lines in code.sources.values()]
    if code.file:
        with contextlib.suppress(OSError):  # then it cannot be loaded either
            sources.append(Path(code.file).read_text(encoding="utf-8", errors="replace"))
    # Most do not even name such a function, and looking for that takes no time.
    doubtful = (one for one in sources if any(name in one for name in (*FINDERS, "getattr")))
    return any(map(_has_computed_names, doubtful))


def _has_computed_names(source: str) -> bool:
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
