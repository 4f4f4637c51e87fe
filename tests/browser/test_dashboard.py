"""06_live, used by a learner: typing, clicking, and looking at what comes of it."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.lab import LabPage

pytestmark = pytest.mark.timeout(120)

CELLS = {"threads": "LiveView(checker", "asyncio": "LiveView(async_checker"}


class View:
    """A view, as somebody finds the way in it who sees only roles and names."""

    def __init__(self, shown: Locator) -> None:
        self.shown = shown

    def press(self, name: str) -> None:
        self.shown.get_by_role("button", name=name, exact=True).click()

    def field(self, name: str) -> Locator:
        return self.shown.get_by_role("combobox", name=name, exact=True)

    def row(self, item_id: str) -> Locator:
        head = self.shown.page.get_by_role("rowheader", name=item_id, exact=True)
        return self.shown.get_by_role("row").filter(has=head)

    def beside(self, field: str) -> Locator:
        """What is said in the line of a field."""
        return self.field(field).locator("xpath=ancestor::div[contains(@class, 'widget-hbox')][1]")


@pytest.fixture(scope="module", params=CELLS)
def view(request: pytest.FixtureRequest, lab: LabPage) -> Iterator[View]:
    """The view of 06_live over threads, and that over tasks, with the checks running."""
    with lab.opened("06_live.ipynb") as notebook:
        view = View(notebook.run_down_to(CELLS[request.param]))
        view.press("Run")
        expect(view.shown).to_contain_text("Running: pass")
        yield view


def test_a_learner_adds_removes_stops_and_runs_again(view: View) -> None:
    expect(view.row("hang")).to_contain_text("TIMEOUT таймаут")

    view.field("Item to add").press_sequentially("garbage")
    view.press("Add")
    expect(view.row("garbage")).to_contain_text("FAIL не работает")
    expect(view.field("Item to add")).to_have_value("")

    view.field("Item to add").press_sequentially("flap")
    view.field("Item to add").press("Enter")
    expect(view.row("flap")).to_contain_text(re.compile("PASS|FAIL"))

    view.field("Item to remove").fill("fail")
    view.press("Remove")
    expect(view.row("fail")).to_have_count(0)

    view.press("Stop")
    expect(view.shown.get_by_role("status").filter(has_text="Проверки остановлены")).to_be_visible()
    view.press("Stop")
    expect(view.shown).to_contain_text("nothing runs")

    view.press("Run")
    expect(view.shown).to_contain_text("Running: pass")
    expect(view.row("garbage")).to_be_visible()


def test_what_is_wrong_is_said_beside_the_field_and_the_text_stays(view: View) -> None:
    for text, said in {
        "ftp://old.example/health": "a URL is http or https",
        "warn": "there is an item with the id 'warn' already",
        "<img src=x onerror=alert(1)>": "'<img src=x onerror=alert(1)>' is no http(s) URL",
    }.items():
        view.field("Item to add").fill(text)
        view.press("Add")
        expect(view.beside("Item to add").get_by_role("alert")).to_contain_text(said)
        expect(view.field("Item to add")).to_have_value(text)
    assert view.shown.locator("img").count() == 0

    view.field("Item to remove").fill("nobody")
    view.press("Remove")
    expect(view.beside("Item to remove").get_by_role("alert")).to_contain_text("'nobody'")
    expect(view.shown).to_contain_text("Running: pass")
