"""Docstrings are complete: no section without content, and no trace of an edit."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[1] / "checker_lab"
SECTIONS = ("Args:", "Attributes:", "Raises:", "Returns:", "Yields:")
DOCUMENTED = ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef


def faults(docstring: str) -> Iterator[str]:
    """Yield what is wrong with the cleaned docstring."""
    if "\\n" in docstring:
        yield "a literal backslash-n"
    lines = docstring.split("\n")
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        if line.strip() in SECTIONS:
            indent = len(line) - len(line.lstrip())
            if not re.match(rf" {{{indent + 4}}}\S", following):
                yield f"an empty section {line.strip()}"
            if indent:
                yield f"an indented section {line.strip()}"


def faulty(source: str) -> list[str]:
    return [
        f"{getattr(node, 'name', 'the module')}: {fault}"
        for node in ast.walk(ast.parse(source))
        if isinstance(node, DOCUMENTED)
        for fault in faults(ast.get_docstring(node) or "")
    ]


@pytest.mark.parametrize(
    "path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE))
)
def test_no_docstring_is_broken(path: Path) -> None:
    assert faulty(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    "docstring",
    [
        "Call it.\n\n        Raises:\n    XX",
        "Call it.\n\n    Raises:\n    ValueError: it is empty.\n    ",
        "Call it.\n\n    Args:\n    ",
        "Call it.\n\n    Args:\n\n    Raises:\n        ValueError: it is empty.\n    ",
        r"Call it.\\n\\nRaises:\\nXX",
    ],
)
def test_a_broken_docstring_is_found(docstring: str) -> None:
    assert faulty(f'def call():\n    """{docstring}"""\n')
