"""The cores of the lessons are short, and answers are folded."""

import json
import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2] / "notebooks"
LESSONS = ["01_the_race", "02_the_channel", "03_the_context", "04_the_panic", "05_the_timeout"]

LATER = ["06_live", "07_museum", "08_beyond_one_machine"]
"""They have no core, and in the museum a game stands between a question and its answer."""

MOST_WORDS = 1000
MOST_LINES = 90
"""What a beginner finishes in 25 minutes."""

LOOK_INSIDE = "## Look inside"
# Addresses are not read, nor is HTML.
UNREAD = re.compile(r"\]\([^)]*\)|<[^>]*>|[#>*|`]")
IMAGE = re.compile(r"!\[([^\]]*)\]\(([^)]*)\)")
SHORTEST_TEXT = 40


@pytest.fixture(params=LESSONS)
def cells(request: pytest.FixtureRequest) -> list[dict[str, Any]]:
    return cells_of(request.param)


def cells_of(lesson: str) -> list[dict[str, Any]]:
    text = (ROOT / f"{lesson}.ipynb").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = json.loads(text)["cells"]
    return [cell | {"source": "".join(cell["source"])} for cell in found]


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
    asked = [at for at, cell in enumerate(cells) if "**Predict.**" in cell["source"]]
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
    assert all(
        re.fullmatch(r"<details><summary>Why</summary>\n.*</details>", text, re.DOTALL)
        for text in below
    )


def test_three_questions_check_what_was_learned(cells: list[dict[str, Any]]) -> None:
    (check,) = [text for text in texts(core(cells)) if text.startswith("## Check yourself")]
    assert check.count("<summary>Show the answer</summary>") == 3


def test_figures_exist_and_say_what_they_show(cells: list[dict[str, Any]]) -> None:
    figures = [figure for text in texts(cells) for figure in IMAGE.findall(text)]
    for text, place in figures:
        assert (ROOT / place).is_file()
        assert len(text) > SHORTEST_TEXT


@pytest.mark.parametrize("lesson", LATER)
def test_a_later_lesson_answers_each_question_before_the_next(lesson: str) -> None:
    order = []
    for cell in cells_of(lesson):
        asks = "**Predict.**" in cell["source"]
        answers = cell["source"].startswith("answer()\n")
        if answers:
            (output,) = cell["outputs"]
            assert "<details" in "".join(output["data"]["text/html"])
        answers |= asks and "<summary>Show the answer</summary>" in cell["source"]
        order += ["asked"] * asks + ["answered"] * answers
    assert order == ["asked", "answered"] * (len(order) // 2)


@pytest.mark.parametrize("lesson", LATER)
def test_a_later_lesson_ends_with_three_questions(lesson: str) -> None:
    (check,) = [text for text in texts(cells_of(lesson)) if "## Check yourself" in text]
    questions = check.partition("## Check yourself")[2].partition("\n## ")[0]
    assert questions.count("<summary>Show the answer</summary>") == 3
