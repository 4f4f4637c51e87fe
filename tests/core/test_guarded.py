"""Nothing of a guarded value is reached without its lock, and no name of it outlives the lock."""

import ast
from collections.abc import Iterator
from pathlib import Path
from threading import Thread

import pytest

from checker_lab import AsyncChecker, ThreadedChecker
from checker_lab.core.guarded import Guarded

PACKAGE = Path(__file__).parents[2] / "checker_lab"
GUARDED = {"_state", "_engine", "value"}
"""Attributes that hand out what a lock guards."""


def test_the_value_is_there_with_the_lock_alone() -> None:
    guarded = Guarded([1])
    with guarded.lock:
        assert guarded.value == [1]
        with guarded.lock:
            assert guarded.value == [1]
        assert guarded.value == [1]
    with pytest.raises(RuntimeError, match="take the lock first"):
        _ = guarded.value


def test_the_lock_of_another_thread_does_not_count() -> None:
    guarded, errors = Guarded("a"), list[str]()

    def look() -> None:
        try:
            _ = guarded.value
        except RuntimeError as error:
            errors.append(str(error))

    with guarded.lock:
        thread = Thread(target=look)
        thread.start()
        thread.join()
    assert len(errors) == 1


@pytest.mark.parametrize("checker", [ThreadedChecker(), AsyncChecker()])
def test_a_checker_shows_nothing_without_its_lock(
    checker: ThreadedChecker | AsyncChecker,
) -> None:
    for look in (lambda: checker._state, checker._settle, checker._owner_now, checker._retire):
        with pytest.raises(RuntimeError, match="take the lock first"):
            look()
    assert repr(checker).endswith("Checker not running, 0 items, pass 0>")


def leaks(source: str) -> Iterator[str]:
    """Names that are bound to guarded things in a `with` block, and read after it."""
    for function in ast.walk(ast.parse(source)):
        if not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
            continue
        for block in ast.walk(function):
            if isinstance(block, ast.With) and "lock" in ast.unparse(block.items[0]):
                bound = set(bound_to_guarded(block))
                for node in [each for each in ast.walk(function) if isinstance(each, ast.Name)]:
                    is_late = node.lineno > (block.end_lineno or 0)
                    if is_late and node.id in bound:
                        yield f"{function.name}: {node.id}"


def bound_to_guarded(block: ast.With) -> Iterator[str]:
    for node in ast.walk(block):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                names = target.elts if isinstance(target, ast.Tuple) else [target]
                values = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
                for name, value in zip(names, values * len(names), strict=False):
                    if isinstance(name, ast.Name) and is_guarded(value):
                        yield name.id


def is_guarded(value: ast.expr) -> bool:
    """Is it the state itself, or the engine or the registry of it?"""
    if not isinstance(value, ast.Attribute):
        return False
    if value.attr in {"engine", "registry"}:
        return is_guarded(value.value) or ast.unparse(value.value) in {"state", "self._state"}
    return value.attr in GUARDED


def test_no_engine_is_read_after_the_lock() -> None:
    for folder in ("core", "threads", "tasks", "cluster", "cluster/worker"):
        for path in (PACKAGE / folder).glob("*.py"):
            assert list(leaks(path.read_text())) == [], path


@pytest.mark.parametrize(
    ("last", "found"), [("engine.report()", ["end: engine"]), ("number", [])], ids=["leak", "value"]
)
def test_a_leak_is_found_in_code_that_is_made_up(last: str, found: list[str]) -> None:
    source = f"""
def end(self):
    with self._lock:
        state, engine = self._state, self._state.engine
        number = engine.pass_number
    return {last}
"""
    assert list(leaks(source)) == found
