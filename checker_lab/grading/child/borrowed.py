"""Notices that the work is done by a checker of this library, or by a published solution."""

import ast
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import checker_lab
from checker_lab.core import examine
from checker_lab.grading.child.wire import Wire
from checker_lab.grading.kind import METHODS
from checker_lab.grading.sentences import Sentence, say
from checker_lab.tasks import timeouts as tasks_timeouts
from checker_lab.threads import timeouts as threads_timeouts

__all__ = ["Borrowing", "is_copy", "published_shapes"]

LIBRARY = "checker_lab."
SOLUTIONS = Path(checker_lab.__file__).parent / "lessons" / "exercises" / "solutions"
# Parts of the syntax below which two solutions may well be equal by themselves.
TOO_SHORT = 100


def _work_of(name: str) -> Sentence:
    return say("{name} of this library does the work", name=name)


# The functions through which all checkers of this library do their work, and what that means.
WORK = (
    (examine, "_judge", say("a checker of this library does the work")),
    (threads_timeouts, "call_within", _work_of("call_within()")),
    (tasks_timeouts, "await_within", _work_of("await_within()")),
)


class Borrowing:
    """Reports once what the code takes from elsewhere, instead of doing it itself.

    Args:
        wire: the pipe to the grader.
    """

    def __init__(self, wire: Wire) -> None:
        self._wire = wire
        self._is_loaded = False
        self._has_reported = False

    def look_at(self, code: Any, file: str) -> None:
        """Report the bases of a class, and a copied text. From now on calls count.

        Args:
            code: the class or function.
            file: the file whose text is compared with the published solutions; "" compares none.
        """
        self._is_loaded = True
        for kind in getattr(code, "__mro__", (code,)):
            module = str(getattr(kind, "__module__", ""))
            if module.startswith(LIBRARY) and (
                not isinstance(kind, type) or all(hasattr(kind, name) for name in METHODS)
            ):
                name = f"{module}.{kind.__qualname__}"
                if kind is code:
                    self.report(say("it is {name}", name=name))
                self.report(say("it inherits from {name}", name=name))
                return
        if file and is_copy(code.__name__, Path(file)):
            self.report(say("it is a copy of a published solution"))

    def listen(self) -> None:
        """Notice from now on when this library checks an item, or calls with a timeout."""
        for module, name, what in WORK:
            setattr(module, name, self._heard(getattr(module, name), what))

    def _heard(self, function: Callable[..., Any], what: Sentence) -> Callable[..., Any]:
        def call(*args: Any) -> Any:
            # What a file runs while it is loaded is a demo.
            if self._is_loaded:
                self.report(what)
            return function(*args)

        return call

    def ignoring(self, load: Callable[[], Any]) -> Callable[[], Any]:
        """Return what loads a file again, and ignores what that runs."""

        def load_again() -> Any:
            self._is_loaded = False
            try:
                return load()
            finally:
                self._is_loaded = True

        return load_again

    def report(self, saw: Sentence) -> None:
        """Report this, if it is the first."""
        if not self._has_reported:
            self._has_reported = True
            self._wire.send(borrowed=saw.to_dict())


def is_copy(name: str, file: Path) -> bool:
    """Is a class or function of a file the same as a published one, but for names and texts?"""
    try:
        own = _shape(ast.parse(file.read_text(encoding="utf-8")), name)
    except (OSError, SyntaxError, ValueError, RecursionError):
        return False
    return own in published_shapes()


@cache
def published_shapes() -> frozenset[str]:
    """Return the definitions in the published solutions, without names and texts."""
    trees = [ast.parse(path.read_text(encoding="utf-8")) for path in SOLUTIONS.glob("*.py")]
    shapes = (
        _shape(tree, part.name)
        for tree in trees
        for part in tree.body
        if isinstance(part, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
    )
    return frozenset(filter(None, shapes))


def _shape(tree: ast.Module, name: str) -> str | None:
    """Return the definition of a name as text, in which names are numbers, and texts are empty.

    It is None if the definition is short.
    """
    found = [part for part in tree.body if getattr(part, "name", "") == name]
    if not found or sum(1 for _ in ast.walk(found[-1])) < TOO_SHORT:
        return None
    definition = _WithoutWords().visit(found[-1])
    numbers: dict[str, str] = {}
    for node in ast.walk(definition):
        for field in ("name", "id", "attr", "arg"):
            value = getattr(node, field, None)
            if isinstance(value, str):
                setattr(node, field, numbers.setdefault(value, f"n{len(numbers)}"))
    return ast.dump(definition)


class _WithoutWords(ast.NodeTransformer):
    """Removes docstrings and annotations, and empties all other texts."""

    def visit(self, node: ast.AST) -> Any:
        if isinstance(node, ast.JoinedStr) or (
            isinstance(node, ast.Constant) and isinstance(node.value, str)
        ):
            return ast.Constant("")
        body = getattr(node, "body", None)
        if isinstance(body, list) and body and _is_text(body[0]):
            vars(node)["body"] = body[1:] or [ast.Pass()]
        for field in ("annotation", "returns"):
            if getattr(node, field, None) is not None:
                setattr(node, field, None)
        return self.generic_visit(node)


def _is_text(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Expr)
        and isinstance(node.value, ast.Constant)
        and isinstance(node.value.value, str)
    )
