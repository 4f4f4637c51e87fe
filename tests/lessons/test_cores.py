"""The cores of the lessons are short, and answers are folded, in both languages."""

import re
from itertools import pairwise
from typing import Any

import pytest

from tests.lessons.editions import ENGLISH, read

LESSONS = ["01_the_race", "02_the_channel", "03_the_context", "04_the_panic", "05_the_timeout"]

LATER = ["06_live", "07_museum", "08_beyond_one_machine"]
"""They have no core, and in the museum a game stands between a question and its answer."""

MOST_WORDS = 1000
MOST_LINES = 90
"""What a beginner finishes in 25 minutes."""

EDITIONS = ("", "ru/")
LOOK_INSIDE = ("## Look inside", "## Загляните внутрь")
PREDICT = re.compile(r"\*\*(Predict|Предскажите)\.\*\*")
WHY = re.compile(r"<details><summary>(Why|Почему)</summary>\n.*</details>", re.DOTALL)
CHECK = re.compile(r"^## (Check yourself|Проверьте себя)$", re.MULTILINE)
SHOW_THE_ANSWER = re.compile("<summary>(Show the answer|Показать ответ)</summary>")

# Addresses are not read, nor is HTML.
UNREAD = re.compile(r"\]\([^)]*\)|<[^>]*>|[#>*|`]")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
SHORTEST_TEXT = 40


def in_both(lessons: list[str]) -> list[str]:
    return [f"{edition}{lesson}" for edition in EDITIONS for lesson in lessons]


@pytest.fixture(params=in_both(LESSONS))
def cells(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return cells_of(request.param)


def cells_of(lesson: str) -> list[dict[str, Any]]:
    cells: list[dict[str, Any]] = read(ENGLISH / f"{lesson}.ipynb")["cells"]
    return cells


def core(cells: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The cells above Look inside."""
    end = next(at for at, cell in enumerate(cells) if cell["source"].startswith(LOOK_INSIDE))
    return cells[:end]


def texts(cells: list[dict[str, Any]]) -> list[str]:
    return [cell["source"] for cell in cells if cell["cell_type"] == "markdown"]


def code(cells: list[dict[str, Any]]) -> list[str]:
    return [cell["source"] for cell in cells if cell["cell_type"] == "code"]


def test_the_core_is_short(cells: list[dict[str, Any]]) -> None:
    words = sum(len(UNREAD.sub(" ", text).split()) for text in texts(core(cells)))
    lines = sum(bool(line.strip()) for text in code(core(cells)) for line in text.splitlines())
    assert words <= MOST_WORDS
    assert lines <= MOST_LINES


def test_look_inside_is_folded(cells: list[dict[str, Any]]) -> None:
    (heading,) = [cell for cell in cells if cell["source"].startswith(LOOK_INSIDE)]
    assert heading["metadata"]["jp-MarkdownHeadingCollapsed"] is True


def test_every_question_has_one_folded_answer(cells: list[dict[str, Any]]) -> None:
    asked = [at for at, cell in enumerate(cells) if PREDICT.search(cell["source"])]
    answered = [at for at, cell in enumerate(cells) if cell["source"].startswith("answer()\n")]
    assert answered == [at + 1 for at in asked]
    for at in answered:
        (output,) = cells[at]["outputs"]
        assert "<details" in "".join(output["data"]["text/html"])


def test_what_explains_an_answer_is_folded(cells: list[dict[str, Any]]) -> None:
    below = [
        after["source"]
        for cell, after in pairwise(cells)
        if cell["source"].startswith("answer()\n") and after["cell_type"] == "markdown"
    ]
    assert below
    assert all(map(WHY.fullmatch, below))


def test_three_questions_check_what_was_learned(cells: list[dict[str, Any]]) -> None:
    (check,) = filter(CHECK.match, texts(core(cells)))
    assert len(SHOW_THE_ANSWER.findall(check)) == 3


def test_figures_say_what_they_show(cells: list[dict[str, Any]]) -> None:
    shown = [text for each in texts(cells) for text, _ in IMAGE.findall(each)]
    assert [text for text in shown if len(text) <= SHORTEST_TEXT] == []


@pytest.mark.parametrize("lesson", in_both(LATER))
def test_a_later_lesson_answers_each_question_before_the_next(lesson: str) -> None:
    order = []
    for cell in cells_of(lesson):
        asks = bool(PREDICT.search(cell["source"]))
        answers = cell["source"].startswith("answer()\n")
        if answers:
            (output,) = cell["outputs"]
            assert "<details" in "".join(output["data"]["text/html"])
        answers |= asks and bool(SHOW_THE_ANSWER.search(cell["source"]))
        order += ["asked"] * asks + ["answered"] * answers
    assert order == ["asked", "answered"] * (len(order) // 2)


@pytest.mark.parametrize("lesson", in_both(LATER))
def test_a_later_lesson_ends_with_three_questions(lesson: str) -> None:
    (check,) = filter(CHECK.search, texts(cells_of(lesson)))
    questions = CHECK.split(check)[-1].partition("\n## ")[0]
    assert len(SHOW_THE_ANSWER.findall(questions)) == 3
