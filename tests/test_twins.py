"""Twins: the same public names, order and parameters, and no code that stands in both folders."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from checker_lab import (
    AsyncBufferedListener,
    AsyncChecker,
    AsyncNaiveChecker,
    BufferedListener,
    NaiveChecker,
    ThreadedChecker,
)
from checker_lab.core.base import BaseChecker
from checker_lab.core.owner import BaseOwner
from checker_lab.metric_client import AsyncGoMetricClient, GoMetricClient
from checker_lab.tasks.crew import TaskCrew
from checker_lab.tasks.mailbox import AsyncMailbox
from checker_lab.tasks.owner import TaskOwner
from checker_lab.testing import AsyncScripted, Scripted
from checker_lab.threads.crew import ThreadCrew
from checker_lab.threads.mailbox import ThreadMailbox
from checker_lab.threads.owner import ThreadOwner

PACKAGE = Path(__file__).parents[1] / "checker_lab"
TWINS = [
    (ThreadedChecker, AsyncChecker),
    (NaiveChecker, AsyncNaiveChecker),
    (BufferedListener, AsyncBufferedListener),
    (GoMetricClient, AsyncGoMetricClient),
    (Scripted, AsyncScripted),
]
SAME_IN_TASKS = {"__aenter__": "__enter__", "__aexit__": "__exit__"}
OTHER_NUMBERS = {"max_concurrent"}
MOST_EQUAL_LINES = 4
"""Lines of one run of equal statements that may stand in both folders."""


def members(cls: type) -> dict[str, Any]:
    """What the class and its bases in checker_lab define, by the name in threads, in order."""
    ours = [base for base in cls.__mro__ if base.__module__.startswith("checker_lab")]
    merged = {name: value for base in reversed(ours) for name, value in vars(base).items()}
    return {SAME_IN_TASKS.get(name, name): value for name, value in merged.items()}


def public(cls: type) -> list[str]:
    wanted = {"__init__", "__str__", "__enter__", "__exit__"}
    return [name for name in members(cls) if name in wanted or not name.startswith("_")]


def parameters(cls: type, name: str) -> list[tuple[str, Any, Any]]:
    member = members(cls)[name]
    if not inspect.isfunction(member):
        return []
    return [
        (each.name, each.kind, None if each.name in OTHER_NUMBERS else each.default)
        for each in inspect.signature(member).parameters.values()
    ]


@pytest.mark.parametrize(("threads", "tasks"), TWINS)
def test_twins_have_the_same_public_names_in_the_same_order(threads: type, tasks: type) -> None:
    assert public(threads)
    assert public(threads) == public(tasks)


@pytest.mark.parametrize(("threads", "tasks"), TWINS)
def test_twins_have_the_same_parameters(threads: type, tasks: type) -> None:
    for name in public(threads):
        assert parameters(threads, name) == parameters(tasks, name), name


def test_the_naive_checkers_have_the_methods_of_the_others() -> None:
    watching = {
        "language",
        "listen",
        "interval",
        "timeout",
        "running",
        "is_async",
    }
    assert set(public(ThreadedChecker)) - set(public(NaiveChecker)) == watching


def test_what_the_checkers_share_stands_in_their_base_alone() -> None:
    shared = {name for name in vars(BaseChecker) if not name.startswith("__")} - {"_new_owner"}
    for checker in (ThreadedChecker, AsyncChecker):
        assert issubclass(checker, BaseChecker)
        assert not shared & vars(checker).keys(), "one of the twins has a way of its own"


def test_the_parts_have_the_same_methods() -> None:
    for base, threads, tasks in [
        (BaseOwner, ThreadOwner, TaskOwner),
        (object, ThreadCrew, TaskCrew),
        (object, ThreadMailbox, AsyncMailbox),
    ]:
        assert issubclass(threads, base)
        assert issubclass(tasks, base)
    assert {"_take_turn", "_live", "wait", "start", "is_alive"} <= vars(ThreadOwner).keys()
    assert {"_take_turn", "_live", "wait", "start", "is_alive"} <= vars(TaskOwner).keys()
    assert {"start", "take_back", "dismiss", "forget_all"} <= vars(ThreadCrew).keys()
    assert {"start", "take_back", "dismiss", "forget_all"} <= vars(TaskCrew).keys()
    for name in ("send", "drain", "wait", "renew_locks", "__len__"):
        assert hasattr(ThreadMailbox, name)
        assert hasattr(AsyncMailbox, name)


# Equal code


def bodies(source: str) -> Iterator[list[ast.stmt]]:
    """Every list of statements: of the functions, their branches and their blocks."""
    for node in ast.walk(ast.parse(source)):
        # The signatures of twins are to be equal, and so are the names that their modules import.
        if isinstance(node, ast.Module | ast.ClassDef):
            continue
        for field in ("body", "orelse", "finalbody"):
            statements = getattr(node, field, None)
            if isinstance(statements, list):
                yield [each for each in statements if not is_docstring(each)]


def is_docstring(statement: ast.stmt) -> bool:
    return isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)


def runs(statements: list[ast.stmt]) -> Iterator[tuple[str, int, int]]:
    """Each run of statements without `await`: its text, how many lines it has, where it starts."""
    for first in range(len(statements)):
        said, lines = "", 0
        for statement in statements[first:]:
            said += ast.unparse(statement).replace("await ", "").replace("async ", "") + "\n"
            lines = said.count("\n")
            yield said, lines, statements[first].lineno


def equal_runs(here: dict[str, str], there: dict[str, str]) -> list[str]:
    """Where runs of more than `MOST_EQUAL_LINES` lines stand in a file of `here` and of `there`."""
    known = {
        said: f"{name}:{line}"
        for name, source in there.items()
        for body in bodies(source)
        for said, lines, line in runs(body)
        if lines > MOST_EQUAL_LINES
    }
    return [
        f"{name}:{line} and {known[said]}"
        for name, source in here.items()
        for body in bodies(source)
        for said, lines, line in runs(body)
        if lines > MOST_EQUAL_LINES and said in known
    ]


def sources(folder: str) -> dict[str, str]:
    return {
        str(path.relative_to(PACKAGE)): path.read_text() for path in (PACKAGE / folder).glob("*.py")
    }


def test_no_code_stands_in_both_folders() -> None:
    assert equal_runs(sources("threads"), sources("tasks")) == []


MADE_UP = '''
class Checker:
    def stop(self):
        """{docstring}"""
        with self.lock:
            if self.owner is None:
                self.settle()
            owner = self.owner
            {call}
        return owner
'''


@pytest.mark.parametrize(("call", "found"), [("owner.wait()", 2), ("owner.join()", 0)])
def test_equal_code_is_found_in_a_pair_that_is_made_up(call: str, found: int) -> None:
    threads = MADE_UP.format(docstring="In threads.", call="owner.wait()")
    tasks = MADE_UP.replace("def", "async def").format(docstring="In tasks.", call=f"await {call}")
    pairs = equal_runs({"a.py": threads}, {"b.py": tasks})
    assert len(pairs) == found
    assert not pairs or pairs[0] == "a.py:5 and b.py:5"
