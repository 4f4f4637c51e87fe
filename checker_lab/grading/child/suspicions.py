"""Mistakes that can be read in the source of code that fails, where no error says what is wrong."""

import ast
import inspect
import linecache
import textwrap
from collections.abc import Iterator
from typing import Any

from checker_lab.grading.child.places import Place, Places
from checker_lab.grading.kind import Kind
from checker_lab.grading.mishap import Mishap
from checker_lab.grading.sentences import Sentence, say

__all__ = ["suspicions"]

SUSPICIOUS = 5
Function = ast.FunctionDef | ast.AsyncFunctionDef


def suspicions(code: Any, kind: Kind, places: Places) -> list[Mishap]:
    """Return what looks like a mistake in the source of a class or function."""
    try:
        lines, first = inspect.getsourcelines(code)
        file = inspect.getsourcefile(code) or ""
        tree = ast.parse(textwrap.dedent("".join(lines)))
    except (OSError, TypeError, SyntaxError):
        return []
    if not linecache.getline(file, first):
        return []

    def where(call: ast.Call) -> Sentence:
        return places.words(Place(file, first + call.lineno - 1))

    if kind == "asyncio":
        return [
            Mishap(
                SUSPICIOUS,
                say("time.sleep() holds up the whole event loop, in {where}.", where=where(call)),
                say("Write `await asyncio.sleep(...)`."),
            )
            for call in _sleeps(tree)
        ]
    return [
        Mishap(
            SUSPICIOUS,
            say("Nothing starts the thread that is made in {where}.", where=where(call)),
            say("Call its start()."),
        )
        for call in _threads_without_start(tree)
    ]


def _sleeps(tree: ast.AST) -> Iterator[ast.Call]:
    """Find the calls of time.sleep() that an `async def` makes itself."""
    for node in ast.walk(tree):
        if isinstance(node, ast.AsyncFunctionDef):
            yield from (call for call in _calls(node) if ast.unparse(call.func) == "time.sleep")


def _threads_without_start(tree: ast.AST) -> Iterator[ast.Call]:
    """Find threads made by a function that neither starts anything nor hands the thread on."""
    text = ast.unparse(tree)
    for node in ast.walk(tree):
        if not isinstance(node, Function):
            continue
        for part in ast.walk(node):
            match part:
                case (
                    ast.Expr(value=ast.Call() as call)
                    | ast.Assign(targets=[ast.Name() | ast.Attribute()], value=ast.Call() as call)
                ) if ast.unparse(call.func).rpartition(".")[2] in {"Thread", "Timer"}:
                    names = [] if isinstance(part, ast.Expr) else [ast.unparse(part.targets[0])]
                    is_started = ".start(" in ast.unparse(node)
                    if not is_started and not any(f"{name}.start(" in text for name in names):
                        yield call


def _calls(function: ast.AST) -> Iterator[ast.Call]:
    """Find the calls in a function, without those in functions inside of it."""
    for node in ast.iter_child_nodes(function):
        if isinstance(node, ast.Call):
            yield node
        if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
            yield from _calls(node)
