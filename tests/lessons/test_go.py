"""The Go in the lessons compiles, and does what the text says."""

import ast
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from checker_lab.core.language import Language
from checker_lab.lessons.notebooks import find_edition

AROUND = Path(__file__).with_name("go")
"""What the code of each lesson needs around it, and the tests of its claims."""

IMPORTED = ("context", "fmt", "time")
FENCED = re.compile(r"```go\n(.*?)```", re.DOTALL)
PATIENCE = 200
"""Seconds. Go compiles its own packages for the first test, once more for the race detector."""

pytestmark = pytest.mark.timeout(PATIENCE)

# Fragments that the text shows, as functions that the tests can call.
INTO_FUNCTIONS = {
    "case <-time.After(time.Duration(c.timeOut)):": """
func nanoseconds(c Client, result chan Health) error {{
    select {{
    case <-result:
        return nil
    {0}
        return errTimeout
    }}
}}
""",
    "default:": """
func inLine(c Client, timeout time.Duration) (Health, error) {{
    {0}
}}
""",
    "adds :=": """
func words() {{
    {0}
    _ = item
}}
""",
}

WITH_AN_INT = """package lesson5

import "time"

func takesAnInt(c Client) { <-time.After(c.timeOut) }
"""

MISSING = "no Go here: install it (Debian, Ubuntu: apt install golang-go)"
if shutil.which("go") is None and os.environ.get("CI") == "true":
    pytest.fail(MISSING, pytrace=False)
if shutil.which("go") is None:
    pytest.skip(MISSING, allow_module_level=True)


@pytest.fixture(scope="module")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A Go module with one package for each lesson, and one for its Russian twin in `ru`."""
    folder = tmp_path_factory.mktemp("go")
    (folder / "go.mod").write_text("module lessons\n\ngo 1.19\n", encoding="utf-8")
    for language in get_args(Language):
        edition = folder / ("ru" if language == "ru" else "")
        shutil.copytree(AROUND, edition, dirs_exist_ok=True)
        for package in edition.glob("lesson*"):
            (notebook,) = find_edition(language).glob(f"0{package.name[-1]}_*.ipynb")
            (package / "shown.go").write_text(_file(package.name, notebook), encoding="utf-8")
    return folder


def go(module: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["go", *arguments],
        check=False,
        cwd=module,
        env={**os.environ, "GOFLAGS": "-mod=mod", "GOTOOLCHAIN": "local"},
        capture_output=True,
        text=True,
        timeout=PATIENCE,
    )


def test_it_compiles_and_vet_finds_nothing(module: Path) -> None:
    vet = go(module, "vet", "./...")
    assert vet.returncode == 0, vet.stderr


@pytest.mark.parametrize("lesson", [2, 3, 4, 5])
def test_it_does_what_the_lesson_says(module: Path, lesson: int) -> None:
    tests = go(module, "test", f"./lesson{lesson}")
    assert tests.returncode == 0, tests.stdout + tests.stderr


def test_a_duration_takes_no_int(module: Path) -> None:
    wrong = module / "lesson5" / "wrong.go"
    wrong.write_text(WITH_AN_INT, encoding="utf-8")
    try:
        build = go(module, "build", "./lesson5")
    finally:
        wrong.unlink()
    assert "cannot use c.timeOut" in build.stderr


@pytest.mark.skipif(shutil.which("gcc") is None, reason="the race detector needs a C compiler")
def test_the_race_detector_finds_the_race(module: Path) -> None:
    race = go(module, "test", "-race", "./lesson1")
    assert race.returncode != 0
    assert "WARNING: DATA RACE" in race.stdout + race.stderr


def _file(package: str, notebook: Path) -> str:
    code = "\n".join(map(_whole, _shown(notebook)))
    imports = "".join(f'import "{name}"\n' for name in IMPORTED if f"{name}." in code)
    return f"package {package}\n\n{imports}\n{code}"


def _shown(notebook: Path) -> Iterator[str]:
    """All Go in this notebook."""
    for cell in json.loads(notebook.read_text(encoding="utf-8"))["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            yield from FENCED.findall(source)
        elif "go=" in source:
            yield from _arguments(source)


def _arguments(source: str) -> Iterator[str]:
    """What each call in this cell has as `go=`: a text, or the name of one."""
    tree = ast.parse(source)
    names = {
        node.targets[0].id: node.value.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Assign)
        and isinstance(node.targets[0], ast.Name)
        and isinstance(node.value, ast.Constant)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.keyword) and node.arg == "go":
            shown = node.value
            if isinstance(shown, ast.Constant):
                yield str(shown.value)
            elif isinstance(shown, ast.Name):
                yield str(names[shown.id])


def _whole(code: str) -> str:
    """The code as a declaration, with something in the place of an ellipsis."""
    code = code.replace("{ ... }", "{ _ = item }")
    for fragment, function in INTO_FUNCTIONS.items():
        if fragment in code:
            return function.format(code)
    return code
