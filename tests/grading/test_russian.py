"""The Russian sentences belong to sentences that the grader says."""

import ast
from pathlib import Path

import checker_lab.grading
from checker_lab.grading.russian import RUSSIAN

PACKAGE = Path(checker_lab.grading.__file__).parent


def texts() -> set[str]:
    """Return every literal text of the package, except those of the catalogue itself."""
    files = (file for file in PACKAGE.rglob("*.py") if file.name != "russian.py")
    return {
        node.value
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def test_no_translation_is_left_over() -> None:
    assert RUSSIAN.keys() <= texts()
