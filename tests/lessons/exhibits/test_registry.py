"""Tests that every exhibit is complete: a bug, a fix, a test, a place where it was found."""

import ast
import importlib
import inspect
import pkgutil
import re
import subprocess
import sys
from pathlib import Path

import pytest

import checker_lab.lessons.exhibits
from checker_lab.lessons.exhibits import EXHIBITS, ContractExhibit, Exhibit
from tests.lessons.exhibits.test_contracts import TOLD
from tests.lessons.exhibits.test_schedules import LOSES

each_exhibit = pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda exhibit: exhibit.name)

# The most lines of a class that one takes in at a glance.
LONGEST = 60

ROOT = Path(__file__).parents[3]


@each_exhibit
def test_it_is_complete(exhibit: Exhibit) -> None:
    assert exhibit.title
    assert exhibit.bug
    assert exhibit.fix
    assert exhibit.name in (LOSES if exhibit.kind == "schedule" else TOLD), "it has no test"


@each_exhibit
def test_its_bug_paragraph_says_where_it_was_found(exhibit: Exhibit) -> None:
    if exhibit.wild:
        assert f"In the wild: {exhibit.wild[0]}" in exhibit.bug
    else:
        assert "classic" in exhibit.bug
    for wild in exhibit.wild:
        assert re.fullmatch(r"[\w.-]+/[\w.-]+", wild.project)
        assert re.fullmatch(r"#\d+|[\w./-]+\.(go|py)", wild.where)
        assert wild.what.endswith(".")


@each_exhibit
def test_bug_and_fix_stand_side_by_side(exhibit: Exhibit) -> None:
    module = inspect.getmodule(exhibit.broken)
    assert module is inspect.getmodule(exhibit.fixed)
    assert module is not None
    assert module.__name__ == f"checker_lab.lessons.exhibits.{exhibit.name}"
    assert issubclass(exhibit.fixed, exhibit.broken)
    for code in (exhibit.broken, exhibit.fixed):
        assert len(inspect.getsource(code).splitlines()) <= LONGEST


def test_every_module_is_on_show() -> None:
    modules = {
        module.name for module in pkgutil.iter_modules(checker_lab.lessons.exhibits.__path__)
    }
    names = [exhibit.name for exhibit in EXHIBITS]
    assert modules - {"exhibit", "russian"} == set(names)
    assert len(names) == len(set(names)) == 16


def test_a_docstring_without_its_paragraph_is_an_error() -> None:
    class Bare:
        """Nothing is said of a bug."""

    bare = ContractExhibit(
        name="bare",
        english_title="Bare",
        broken=Bare,
        fixed=Bare,
        places=(),
        contract=lambda code: None,
    )
    with pytest.raises(ValueError, match="Bare has no paragraph that starts with 'Bug: '"):
        _ = bare.bug


def test_no_exhibit_decides_by_assert() -> None:
    for module in pkgutil.iter_modules(checker_lab.lessons.exhibits.__path__):
        code = importlib.import_module(f"checker_lab.lessons.exhibits.{module.name}")
        tree = ast.parse(inspect.getsource(code))
        assert not [node for node in ast.walk(tree) if isinstance(node, ast.Assert)], module.name


def test_every_bug_is_caught_where_python_skips_asserts() -> None:
    code = """if True:
        from tests.lessons.exhibits.explored import CONTRACTS, SCHEDULES, explored_broken

        def is_caught(contract):
            try:
                contract.contract(contract.broken)
            except AssertionError:
                return True
            return False

        missed = [name for name in SCHEDULES if not explored_broken(name).losing]
        missed += [name for name, contract in CONTRACTS.items() if not is_caught(contract)]
        print(__debug__, missed)
        """
    run = subprocess.run(
        [sys.executable, "-O", "-c", code], capture_output=True, text=True, check=True, cwd=ROOT
    )
    assert run.stdout == "False []\n"


def test_looking_at_the_museum_loads_no_widgets_and_no_frontrun() -> None:
    code = "import sys, checker_lab.lessons.exhibits; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert {"ipywidgets", "IPython", "frontrun"}.isdisjoint(run.stdout.split())
