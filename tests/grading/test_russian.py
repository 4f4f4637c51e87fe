"""Every sentence that the grader says has a Russian one, with three forms of plurals."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

import checker_lab.grading
from checker_lab.grading import hints, requirements
from checker_lab.grading.russian import RUSSIAN
from checker_lab.lessons.exercises import EXERCISES

PACKAGE = Path(checker_lab.grading.__file__).parent
COURSE = PACKAGE.parent / "lessons" / "exercises"
# Functions whose literal arguments are shown, and the arguments of `Evidence` that are.
SAYING = {"say", "translated", "words"}
PLURAL = re.compile(r"\{\w+:([^}]*\|[^}]*)\}")


def files() -> list[Path]:
    return [*sorted(PACKAGE.rglob("*.py")), *sorted(COURSE.glob("*.py"))]


def literals(node: ast.AST) -> Iterator[str]:
    """Find the texts that an argument can be: a literal, or either of two."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def said(file: Path) -> Iterator[str]:
    """Find the templates of a file, and the titles of its evidence."""
    titles: dict[str, str] = {}
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        match node:
            case ast.Assign(targets=[ast.Name("title")], value=ast.Constant(str(text))):
                titles["title"] = text
            case ast.Call(func=ast.Name(name), args=[first, *_]) if name in SAYING:
                yield from literals(first)
            case ast.Call(func=ast.Name("Evidence"), args=[_, title, *_]):
                yield from literals(title)
            case ast.Call(
                func=ast.Attribute(ast.Name("Evidence"), "of_lines"), args=[_, title, *_]
            ):
                yield from literals(title)
    yield from titles.values()


def templates() -> set[str]:
    """Return all that has to be translated."""
    found = {template for file in files() for template in said(file)}
    for what in requirements.REQUIREMENTS.values():
        found |= {what.title, what.wanted}
    found |= {hint for three in hints.HINTS.values() for hint in three}
    found |= {word for words in hints.WORDS.values() for word in words.values()}
    return {text for text in found if re.search(r"[A-Za-z]{2}", re.sub(r"\{[^}]*\}", "", text))}


def texts() -> set[str]:
    """Return every literal text of the two packages, except those of the catalogues."""
    return {
        node.value
        for file in files()
        if file.parent.name != "russian"
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }


def fields(template: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(template) if name}


def test_no_translation_is_left_over() -> None:
    names = {exercise.name.capitalize() for exercise in EXERCISES}
    assert RUSSIAN.keys() - texts() - names - templates() == set()


def test_every_sentence_has_a_translation() -> None:
    missing = templates() - RUSSIAN.keys()
    assert not missing, "\n".join(sorted(missing))


@pytest.mark.parametrize("template", RUSSIAN)
def test_fields_are_the_same_and_plurals_have_three_forms(template: str) -> None:
    translation = RUSSIAN[template]
    assert fields(translation) <= fields(template)
    for forms in PLURAL.findall(translation):
        assert forms.count("|") == 2, translation
    assert translation != template
