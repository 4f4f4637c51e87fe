"""Runs the top level of a learner's file without the demo at its end.

A demo makes a checker, starts it, and sleeps or loops forever. It would run before the grading, and
leave threads and printed lines behind. So a file runs statement by statement. A statement that
calls what is graded is cut short there, and from then on only definitions run.

The block below `if __name__ == "__main__":` runs in the same way, since it may configure logging.
Whatever else goes wrong in it does not matter.
"""

import __future__

import ast
import inspect
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time
from types import CodeType, FrameType
from typing import Any

from checker_lab.grading.child.clock import now

__all__ = ["TopLevel"]

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Import, ast.ImportFrom)
ASSIGNMENTS = (ast.Assign, ast.AnnAssign, ast.AugAssign)
# Modules whose functions in the main block run tests, which are all demo.
TESTERS = ("doctest", "pytest", "unittest")
# Methods whose call shows that a checker is in use.
USES = ("__init__", "__new__", "add", "run", "stop")
# C functions with which the main block would begin to wait for other machines or processes.
OUTSIDE = frozenset(
    ("accept", "bind", "connect", "fork", "fork_exec", "getaddrinfo", "recv", "system")
)
# Calls and returns after which a statement that computes is not slowed down any longer.
MOST_EVENTS = 20_000
# Seconds, by the clock of the world and of processor time, for one statement of the main block.
LONGEST = 10.0
MOST_WORK = 0.5

Namespace = dict[str, Any]
Profile = Callable[[FrameType, str, Any], object]


class _DemoReached(BaseException):
    """The top level uses what is to be graded."""


@dataclass(frozen=True, slots=True)
class _Statement:
    code: CodeType
    is_definition: bool
    is_assignment: bool
    is_in_main_block: bool


class TopLevel:
    """The top level of a file. It can run again and again.

    Args:
        source: what is in the file.
        file: its path.
        graded: returns the classes and functions in a namespace that may be what is graded.

    Raises:
        SyntaxError, ValueError: it is not Python.
    """

    def __init__(
        self, source: bytes, file: str, graded: Callable[[Namespace], Iterable[Any]]
    ) -> None:
        tree = ast.parse(source, file)
        self.docstring = ast.get_docstring(tree, clean=False)
        self._file = file
        self._graded = graded
        self._statements = [*_statements(tree, file)]

    def run(self, namespace: Namespace) -> None:
        """Run it in this namespace.

        Raises:
            BaseException: whatever the code raises, except in a demo.
        """
        is_in_demo = False
        for statement in self._statements:
            if is_in_demo and not (statement.is_definition or statement.is_assignment):
                continue
            try:
                self._run(statement, namespace)
            except _DemoReached:
                is_in_demo = True
            except (SystemExit, EOFError):
                # The usual ends of a demo. Before there is anything to grade, they are errors.
                if not (statement.is_in_main_block or self._codes(namespace)):
                    raise
                is_in_demo = True
            except Exception:
                forgiven = statement.is_in_main_block or (is_in_demo and statement.is_assignment)
                if not forgiven:
                    raise
                is_in_demo = True

    def _run(self, statement: _Statement, namespace: Namespace) -> None:
        codes = self._codes(namespace)
        if not codes and not statement.is_in_main_block:
            exec(statement.code, namespace)
            return
        with _profiled(_detector(codes, statement.is_in_main_block)):
            exec(statement.code, namespace)

    def _codes(self, namespace: Namespace) -> frozenset[CodeType]:
        """Return the code whose call means that a demo has begun."""
        found = (code for thing in self._graded(namespace) for code in _codes_of(thing))
        # A class may inherit from the standard library, whose code many others call.
        return frozenset(one for one in found if one.co_filename in (self._file, "<string>"))


def _statements(tree: ast.Module, file: str) -> Iterator[_Statement]:
    flags = _future_flags(tree)
    for node, is_in_main_block in _nodes(tree):
        code = compile(ast.Module([node], []), file, "exec", flags, dont_inherit=True)
        yield _Statement(
            code, isinstance(node, DEFINITIONS), isinstance(node, ASSIGNMENTS), is_in_main_block
        )


def _nodes(tree: ast.Module) -> Iterator[tuple[ast.stmt, bool]]:
    """Yield each statement, and whether it is in the main block."""
    for node in tree.body:
        if isinstance(node, ast.If) and _asks_for_main(node.test):
            yield from ((one, True) for one in node.body if not _runs_tests(one))
        elif not (isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)):
            yield node, False


def _future_flags(tree: ast.Module) -> int:
    names = [
        alias.name
        for node in tree.body
        if isinstance(node, ast.ImportFrom) and node.module == "__future__"
        for alias in node.names
    ]
    features = (getattr(__future__, name, None) for name in names)
    return sum({one.compiler_flag for one in features if one is not None})


def _asks_for_main(test: ast.expr) -> bool:
    return ast.unparse(test) in {"__name__ == '__main__'", "'__main__' == __name__"}


def _runs_tests(node: ast.stmt) -> bool:
    names = (one.id for one in ast.walk(node) if isinstance(one, ast.Name))
    return isinstance(node, ast.Expr) and not set(TESTERS).isdisjoint(names)


def _codes_of(thing: Any) -> Iterator[CodeType]:
    if not isinstance(thing, type):
        functions = [thing]
    else:
        functions = [getattr(thing, name, None) for name in USES]
    for function in functions:
        code = getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
        # Another name is that of a decorator's function, which others share.
        if isinstance(code, CodeType) and (function is thing or code.co_name in USES):
            yield code


def _detector(codes: frozenset[CodeType], is_in_main_block: bool) -> Profile:
    started_at, worked = now(), process_time()
    events = 0

    def on_event(frame: FrameType, event: str, arg: Any) -> None:
        nonlocal events
        events += 1
        if event == "call" and frame.f_code in codes:
            raise _DemoReached
        if not is_in_main_block:
            if events > MOST_EVENTS:
                sys.setprofile(None)
            return
        if event == "c_call" and getattr(arg, "__name__", "") in OUTSIDE:
            raise _DemoReached
        if now() - started_at > LONGEST or process_time() - worked > MOST_WORK:
            raise _DemoReached

    return on_event


@contextmanager
def _profiled(profile: Profile) -> Iterator[None]:
    before = sys.getprofile()
    sys.setprofile(profile)
    try:
        yield
    finally:
        sys.setprofile(before)
