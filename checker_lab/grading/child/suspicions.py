"""Mistakes that can be read in the source of code that fails, where no error says what is wrong."""

import ast
import inspect
import linecache
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
    file = _file_of(code)
    tree = _definition(getattr(code, "__name__", ""), file)
    if tree is None:
        return []

    def where(node: ast.Call | ast.While) -> Sentence:
        return places.words(Place(file, node.lineno))

    if kind == "asyncio":
        sleeps = [
            Mishap(
                SUSPICIOUS,
                say("time.sleep() holds up the whole event loop, in {where}.", where=where(call)),
                say("Write `await asyncio.sleep(...)`."),
            )
            for call in _sleeps(tree)
        ]
        endless = [
            Mishap(
                SUSPICIOUS,
                say("The loop in {where} awaits nothing, so no other task can run.", where=at),
                say("Wait for the next tick in it: `await asyncio.sleep(...)`, say."),
            )
            for at in map(where, _endless_loops(tree))
        ]
        return sleeps + endless
    return [
        Mishap(
            SUSPICIOUS,
            say("Nothing starts the thread that is made in {where}.", where=where(call)),
            say("Call its start()."),
        )
        for call in _threads_without_start(tree)
    ]


def _file_of(code: Any) -> str:
    """Return the file or cell in which a class or function stands; "" if nothing is known of it."""
    parts = [inspect.unwrap(part) for part in (code, *vars(code).values()) if callable(part)]
    found = (getattr(part, "__code__", None) for part in parts)
    return next((one.co_filename for one in found if one is not None), "")


def _definition(name: str, file: str) -> ast.AST | None:
    """Return the syntax of the last definition of this name in a file or cell."""
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError, RecursionError):
        return None
    kinds = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    found = [node for node in ast.walk(tree) if isinstance(node, kinds) and node.name == name]
    return found[-1] if found else None


def _endless_loops(tree: ast.AST) -> Iterator[ast.While]:
    """Find the loops of an `async def` that neither wait for anything nor end by themselves."""
    leaving = (ast.Await, ast.AsyncFor, ast.AsyncWith, ast.Return, ast.Break, ast.Raise, ast.Yield)
    for function in ast.walk(tree):
        if isinstance(function, ast.AsyncFunctionDef):
            for loop in ast.walk(function):
                is_endless = isinstance(loop, ast.While) and isinstance(loop.test, ast.Constant)
                if is_endless and not any(isinstance(one, leaving) for one in ast.walk(loop)):
                    yield loop  # type: ignore[misc]


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
