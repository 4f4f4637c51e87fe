"""Dashboards of one checker agree, come back with the page, and leave nothing behind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from checker_lab.testing import wait_until
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook
from tests.browser.shown import Shown

pytestmark = pytest.mark.timeout(120)

NAME = "dashboards.ipynb"
CHECKERS = {
    "threads": ("ThreadedChecker", "Scripted"),
    "asyncio": ("AsyncChecker", "AsyncScripted"),
}
CELLS = {
    "begin": """
from checker_lab import {checker} as Checker
from checker_lab.testing import {item} as Item
from checker_lab.widgets import Dashboard

EVIL = "<img src=x onerror=alert(1)>"
items = [Item(EVIL, "fail"), *(Item(f"item {{n:03}}", n % 3 > 0) for n in range(1, 120))]
checker = Checker(items, interval=1.0, on_event=lambda event: None)
checker.run()
""",
    "first": "first = Dashboard(checker, Item)\nfirst",
    "second": "second = Dashboard(checker, Item)\nsecond",
    "checker": "checker  # as it is",
    "close": "second.close()",
}
VIEWS = "[each.name for each in __import__('threading').enumerate()].count('checker_lab view')"


@pytest.fixture(scope="module", params=CHECKERS)
def notebook(request: pytest.FixtureRequest, lab: LabPage) -> Iterator[Notebook]:
    checker, item = CHECKERS[request.param]
    begin = CELLS["begin"].format(checker=checker, item=item)
    lab.write(NAME, CELLS | {"begin": begin})
    with lab.opened(NAME) as notebook:
        yield notebook


@pytest.fixture
def first(notebook: Notebook) -> Shown:
    """A new dashboard of a new checker of 120 items, with the checks running."""
    shown = Shown(notebook.run_down_to("first ="))
    shown.expect_running()
    return shown


@pytest.fixture
def second(notebook: Notebook, first: Shown) -> Shown:
    """Another of the same checker."""
    shown = Shown(notebook.run("second ="))
    shown.expect_running()
    return shown


def test_two_dashboards_of_one_checker_agree(first: Shown, second: Shown) -> None:
    first.enter("Interval", "0.5", "Set interval")
    expect(second.state("a pass each 0.5 s")).to_be_visible()
    second.press("Remove item 001")
    expect(first.row("item 001")).to_have_count(0)
    first.enter("Item to add", "item 001", "Add")
    expect(second.state("120 items")).to_be_visible()
    second.press("Stop")
    first.expect_stopped()
    second.expect_stopped()
    wait_until(lambda: told(first) == told(second))


def told(shown: Shown) -> list[str]:
    """The table and the line of the state."""
    return [shown.table.inner_text(), shown.state("Проверки остановлены").inner_text()]


def test_the_table_has_pages_and_a_filter(first: Shown) -> None:
    expect(first.output).to_contain_text("items 1 to 50 of 120 in all")
    assert first.row("<img src=x onerror=alert(1)>").is_visible()
    assert first.output.locator("img").count() == 0
    expect(first.button("◀ Previous page")).to_be_disabled()
    first.press("Next page ▶")
    expect(first.output).to_contain_text("items 51 to 100 of 120 in all")
    expect(first.row("item 050")).to_be_visible()
    first.button("Next page ▶").press("Enter")
    expect(first.output).to_contain_text("items 101 to 120 of 120 in all")
    expect(first.button("Next page ▶")).to_be_disabled()
    expect(first.button("Next page ▶")).to_be_focused()

    first.only_unwell.focus()
    first.page.keyboard.press("Space")
    expect(first.output).to_contain_text("items 1 to 40 of 40 not passing")
    expect(first.row("item 003")).to_contain_text("FAIL")
    expect(first.row("item 004")).to_have_count(0)
    first.only_unwell.uncheck()
    expect(first.output).to_contain_text("items 1 to 50 of 120 in all")


def test_what_is_no_longer_shown_leaves_no_thread(
    notebook: Notebook, first: Shown, second: Shown
) -> None:
    wait_until(lambda: notebook.ask(VIEWS) == 2)
    notebook.clear("first =")
    wait_until(lambda: notebook.ask(VIEWS) == 1)
    notebook.run("second.close()")
    expect(second.output).to_contain_text("this dashboard is closed")
    wait_until(lambda: notebook.ask(VIEWS) == 0)
    expect(second.button("Stop")).to_be_disabled()
    assert notebook.ask("checker.snapshot().running")


def test_it_comes_back_when_the_page_is_loaded_again(
    lab: LabPage, notebook: Notebook, first: Shown
) -> None:
    notebook.clear("second =")
    first.press("Next page ▶")
    expect(first.output).to_contain_text("items 51 to 100")
    notebook.save()
    lab.reload(NAME)
    first.expect_running()
    expect(first.output).to_contain_text("items 51 to 100")
    before = first.checks("item 060")
    wait_until(lambda: first.checks("item 060") > before + 1)
    first.press("Stop")
    first.expect_stopped()
    # The page that has gone counts no more: with this place the last one is gone.
    notebook.clear("first =")
    wait_until(lambda: notebook.ask(VIEWS) == 0)


def test_a_checker_shows_a_table_at_the_end_of_a_cell(notebook: Notebook, first: Shown) -> None:
    expect(first.row("item 003")).to_contain_text("FAIL")
    output: Locator = notebook.run("checker  # as it is")
    expect(output).to_contain_text("▶ Running")
    row = output.get_by_role("row").filter(has_text="<img src=x onerror=alert(1)>")
    expect(row).to_contain_text("FAIL не работает")
    expect(output).to_contain_text("… and 70 items more")
    assert output.locator("img").count() == 0
