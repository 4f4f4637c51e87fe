"""All that the lessons show around code is there in both languages."""

import re
from dataclasses import fields
from typing import Any

import pytest

from checker_lab.lessons import display, side_by_side
from checker_lab.lessons.display import shown
from checker_lab.lessons.exhibits import EXHIBITS
from checker_lab.lessons.fold_html import CellOutput, fold_html
from checker_lab.lessons.museum import explain
from checker_lab.lessons.words import WORDS, LessonWords
from checker_lab.schedules.source import source_line
from tests.helpers.prose import english_in, russian_in, text_of

each_number = pytest.mark.parametrize("number", range(1, len(EXHIBITS) + 1))


@pytest.mark.parametrize("name", [field.name for field in fields(LessonWords)])
def test_each_text_is_there_in_both_languages(name: str) -> None:
    english, russian = getattr(WORDS["en"], name), getattr(WORDS["ru"], name)
    assert re.findall(r"\{\d\}", english) == re.findall(r"\{\d\}", russian)
    assert not russian_in(english)
    assert russian_in(russian) or not english_in(english)
    assert english_in(russian) == []


@each_number
@pytest.mark.usefixtures("russian")
def test_an_explanation_has_no_english_but_code(number: int) -> None:
    explained, exhibit = explain(number), EXHIBITS[number - 1]
    code = [*repr(shown(exhibit.broken, exhibit.fixed)).splitlines(), *lines_of(exhibit)]
    code = [line.strip() for line in code if line.strip()]
    for text in (explained.text, text_of(explained.html)):
        assert english_in(text, code) == []
        assert russian_in(text)


def lines_of(exhibit: Any) -> list[str]:
    """The lines of the module, which a run shows."""
    path = exhibit.broken.__init__.__code__.co_filename
    return [source_line(path, line) for line in range(1, 200)]


@each_number
def test_without_a_choice_it_is_english(number: int) -> None:
    assert not russian_in(explain(number).text)


@pytest.mark.usefixtures("russian")
def test_an_answer_is_folded_behind_a_russian_label() -> None:
    assert "Показать ответ</summary>" in fold_html([CellOutput({"text/plain": "42"})])


@pytest.mark.usefixtures("russian")
def test_columns_have_russian_names(monkeypatch: pytest.MonkeyPatch) -> None:
    displayed: list[Any] = []
    monkeypatch.setattr(display, "_display", displayed.append)
    side_by_side(go="x := 1", threads="x = 1", asyncio="x = 2")
    (columns,) = displayed
    html = text_of(columns._repr_html_())
    assert "Python, потоки" in html
    assert "Выделено то, чем потоки отличаются от asyncio." in html
    assert repr(columns).startswith("Go:\n    x := 1\n\nPython, потоки:\n")
