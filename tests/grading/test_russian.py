"""Every sentence that the grader says has a Russian one, with three forms of plurals."""

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from string import Formatter

import pytest

import checker_lab.grading
from checker_lab.grading import grade_file, hints, requirements
from checker_lab.grading.russian import RUSSIAN
from checker_lab.lessons.exercises import EXERCISES
from tests.helpers.prose import russian_in

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


# What stays as it is: code, quoted texts and names, names with brackets or dots, and errors.
KEPT = re.compile(
    r"\w*Error: .*?(?=[;(]|$)|Traceback .*|`[^`]*`|\"[^\"]*\"|'[^']*'|\([\w.]+:\d+: .*\)"
    r"|[\w.-]+\(\)|\w+\.py"
)
# Three words of English.
ENGLISH = re.compile(r"\b[a-z]+ [a-z]+ [a-z]+\b")
LEARNERS = Path(__file__).parents[1] / "learners" / "broken"
CODE = """
import os, subprocess, time

class Checker:
    def __init__(self, interval):
        {first}
    def add(self, item):
        pass
    def run(self):
        {run}
    def stop(self):
        pass
"""
FILES = {
    "a lost update": (LEARNERS / "threads_lost_update.py").read_text(encoding="utf-8"),
    "cancelled checks": (LEARNERS / "asyncio_group_cancels_all.py").read_text(encoding="utf-8"),
    "a second stop": (LEARNERS / "threads_second_stop_raises.py").read_text(encoding="utf-8"),
    "the end of its process": CODE.format(first="pass", run="os._exit(3)"),
    "a process": CODE.format(first="pass", run="subprocess.run(['true'])"),
    "no return": CODE.format(first="pass", run="time.sleep(99)"),
    "an error at once": CODE.format(first="interval.start()", run="pass"),
    "a cheat": CODE.format(first="open('/proc/self/mem')", run="pass"),
}


@pytest.mark.parametrize("name", FILES)
def test_nothing_of_a_report_is_english(name: str, tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(FILES[name], encoding="utf-8")
    report = grade_file(path, language="ru")
    shown = [str(report), report._repr_html_()]
    assert not report.ok
    english = str(grade_file(path))
    for text in shown:
        lines = [line for line in prose(text) if ENGLISH.search(KEPT.sub("", line))]
        assert lines == [], "\n".join(lines)
    assert any(ENGLISH.search(KEPT.sub("", line)) for line in prose(english)), english


def prose(text: str) -> list[str]:
    """Return the lines of a report without tracebacks, code and style sheets."""
    text = re.sub(r"<style>.*?</style>|<code>.*?</code>|<pre>.*?</pre>", "", text, flags=re.DOTALL)
    text = unescape(re.sub(r"<[^>]*>", "\n", text))
    # A step of a schedule is code, and what stands after it is a remark.
    lines = [re.sub(r"^ +\S+  \S+\.py:\d+ .*?(#|$)", "", line) for line in text.splitlines()]
    return [line for line in lines if not line.startswith(" " * 10)]


@pytest.mark.usefixtures("russian")
def test_an_english_report_is_english_where_the_process_is_russian(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(FILES["a lost update"], encoding="utf-8")
    report = grade_file(path, language="en")
    for text in (str(report), report._repr_html_(), report.to_json()):
        assert {*russian_in(text)} <= {"Проверки", "остановлены"}
