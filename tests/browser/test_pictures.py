"""Code side by side, the lanes of a run and folded answers, with and without trust."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, expect

from checker_lab.lessons.fold_html import CellOutput, fold_html
from tests.browser.lab import STORED, LabPage
from tests.browser.notebook import Notebook

pytestmark = pytest.mark.timeout(120)

LESSON = "01_the_race.ipynb"
THEMES = ["JupyterLab Light", "JupyterLab Dark"]
# As in test_accessibility: otherwise axe-core finds nothing visible.
ALL_VISIBLE = "body, .jp-LabShell { overflow: visible !important; }"


@pytest.fixture(scope="module", params=["run", "stored"])
def lesson(lab: LabPage, request: pytest.FixtureRequest) -> Iterator[Notebook]:
    """Lesson 1: run here, so that JupyterLab trusts its outputs, or as a learner opens it."""
    with lab.opened(LESSON if request.param == "run" else f"{STORED}/{LESSON}") as notebook:
        if request.param == "run":
            notebook.run_all()
        yield notebook


def test_three_columns_stand_side_by_side_and_stack_in_a_narrow_window(
    lab: LabPage, lesson: Notebook
) -> None:
    columns = lesson.output("side_by_side(").locator("section")
    expect(columns).to_have_count(3)

    def tops() -> set[float]:
        return {round(box["y"]) for box in map(_box, columns.all())}

    assert len(tops()) == 1
    with lab.sized(800):
        assert len(tops()) == 3


def _box(place: Any) -> Any:
    return place.bounding_box()


def test_the_lanes_stand_side_by_side_at_the_reference(lesson: Notebook) -> None:
    heads = lesson.output("A A A B B B").get_by_role("columnheader")
    expect(heads).to_have_text(["A · add_search()", "B · add_payments()"])
    assert len({_box(head)["y"] for head in heads.all()}) == 1


def test_an_answer_is_shown_when_a_key_asks_for_it(lesson: Notebook) -> None:
    answer = lesson.output("lost = play")
    lost = answer.get_by_text("payments is lost here")
    expect(lost).to_be_hidden()
    answer.locator("summary").first.press("Space")
    expect(lost).to_be_visible()
    answer.locator("summary").first.press("Enter")
    expect(lost).to_be_hidden()


def test_paper_shows_the_answers(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content(fold_html([CellOutput({"text/plain": "forty-two"})]))
    answer = page.get_by_text("forty-two")
    expect(answer).to_be_hidden()
    page.emulate_media(media="print")
    expect(answer).to_be_visible()
    page.close()


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_to_complain_about(lab: LabPage, lesson: Notebook, theme: str) -> None:
    with lab.themed(theme):
        style = lab.page.add_style_tag(content=ALL_VISIBLE)
        try:
            found: Any = Axe().run(
                lab.page,
                context=".jp-OutputArea-output:has(.checker-lab-run, .checker-lab-code)",
                options={"resultTypes": ["violations"]},
            )
        finally:
            style.evaluate("element => element.remove()")
        violations = [
            (one["id"], node["html"][:200])
            for one in found.response["violations"]
            for node in one["nodes"]
        ]
        assert violations == []
