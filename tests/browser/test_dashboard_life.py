"""Dashboards of one checker agree, survive a reload, and leave nothing behind."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from checker_lab.testing import wait_until
from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook

pytestmark = pytest.mark.timeout(120)

NAME = "dashboards.ipynb"
CHECKERS = {
    "threads": ("ThreadedChecker", "Scripted"),
    "asyncio": ("AsyncChecker", "AsyncScripted"),
}
CELLS = {
    "start": """
from checker_lab import {checker} as Checker
from checker_lab.testing import {item} as Item
from checker_lab.widgets import Dashboard

EVIL = "<img src=x onerror=alert(1)>"
items = [Item(EVIL, "fail"), *(Item(f"item {{n:03}}", n % 3 > 0) for n in range(1, 120))]
checker = Checker(items, interval=1.0, language="en", on_event=lambda event: None)
checker.run()
""",
    "first": "first = Dashboard(checker, Item)\nfirst",
    "second": "second = Dashboard(checker, Item)\nsecond",
    "checker": "checker  # as it is",
    "close": "second.close()",
    "hung": """
from checker_lab.testing import HANG

hung = [Item(name, HANG) for name in "abc"]
Dashboard(Checker(hung, interval=3600, language="en", on_event=lambda event: None))
""",
}
PAINTERS = "[each.name for each in __import__('threading').enumerate()].count('checker_lab view')"


@pytest.fixture(scope="module", params=CHECKERS)
def notebook(request: pytest.FixtureRequest, lab: LabPage) -> Iterator[Notebook]:
    checker, item = CHECKERS[request.param]
    start = CELLS["start"].format(checker=checker, item=item)
    lab.write(NAME, CELLS | {"start": start})
    with lab.opened(NAME) as notebook:
        yield notebook


@pytest.fixture
def first(notebook: Notebook) -> DashboardPage:
    """A new dashboard of a new checker of 120 items, with a run in progress."""
    dashboard = DashboardPage(notebook.run_down_to("first ="))
    dashboard.expect_running()
    return dashboard


@pytest.fixture
def second(notebook: Notebook, first: DashboardPage) -> DashboardPage:
    """Another dashboard of the same checker."""
    dashboard = DashboardPage(notebook.run("second ="))
    dashboard.expect_running()
    return dashboard


def test_two_dashboards_of_one_checker_agree(first: DashboardPage, second: DashboardPage) -> None:
    first.enter("Interval", "0.5")
    expect(second.field("Interval")).to_have_value("0.5 s")
    second.press("Remove item 001")
    expect(first.row("item 001")).to_have_count(0)
    first.enter("Item to add", "item 001")
    expect(second.state("120 of 120")).to_be_visible()
    second.press("Stop")
    first.expect_stopped()
    second.expect_stopped()
    wait_until(lambda: contents(first) == contents(second))


def contents(dashboard: DashboardPage) -> list[str]:
    """The table and the status."""
    return [dashboard.table.inner_text(), dashboard.state("Checks stopped").inner_text()]


def test_the_table_has_pages_and_a_filter(first: DashboardPage) -> None:
    expect(first.output).to_contain_text("items 1 to 50 of 120")
    assert first.row("<img src=x onerror=alert(1)>").is_visible()
    assert first.output.locator("img").count() == 0
    expect(first.button("◀ Previous page")).to_be_disabled()
    first.press("Next page ▶")
    expect(first.output).to_contain_text("items 51 to 100 of 120")
    expect(first.row("item 050")).to_be_visible()
    first.button("Next page ▶").press("Enter")
    expect(first.output).to_contain_text("items 101 to 120 of 120")
    expect(first.button("Next page ▶")).to_be_disabled()
    expect(first.button("Next page ▶")).to_be_focused()

    first.chip("FAIL").click()
    expect(first.output).to_contain_text("items 1 to 40 of 40, only FAIL")
    expect(first.row("item 003")).to_contain_text("FAIL")
    expect(first.row("item 004")).to_have_count(0)
    first.chip("PASS").click()
    expect(first.output).to_contain_text("items 1 to 50 of 120, only PASS, FAIL")
    first.press("Show all")
    expect(first.output).to_contain_text("items 1 to 50 of 120")
    expect(first.chip("FAIL")).to_have_attribute("aria-pressed", "false")


def test_a_view_that_is_gone_leaves_no_thread(
    notebook: Notebook, first: DashboardPage, second: DashboardPage
) -> None:
    wait_until(lambda: notebook.ask(PAINTERS) == 2)
    notebook.clear("first =")
    wait_until(lambda: notebook.ask(PAINTERS) == 1)
    notebook.run("second.close()")
    expect(second.output).to_contain_text("this dashboard is closed")
    wait_until(lambda: notebook.ask(PAINTERS) == 0)
    expect(second.button("Stop")).to_be_disabled()
    assert notebook.ask("checker.snapshot().running")


def test_it_comes_back_after_a_reload_of_the_page(
    lab: LabPage, notebook: Notebook, first: DashboardPage
) -> None:
    notebook.clear("second =")
    first.press("Next page ▶")
    expect(first.output).to_contain_text("items 51 to 100")
    notebook.save()
    lab.reload(NAME)
    first.expect_running()
    expect(first.output).to_contain_text("items 51 to 100")
    before = first.passes()
    wait_until(lambda: first.passes() > before + 1)
    first.press("Stop")
    first.expect_stopped()
    # The page before the reload no longer counts, so this was the last place.
    notebook.clear("first =")
    wait_until(lambda: notebook.ask(PAINTERS) == 0)


def test_a_checker_shows_a_table_at_the_end_of_a_cell(
    notebook: Notebook, first: DashboardPage
) -> None:
    expect(first.row("item 003")).to_contain_text("FAIL")
    output: Locator = notebook.run("checker  # as it is")
    expect(output).to_contain_text("▶ Running")
    row = output.get_by_role("row").filter(has_text="<img src=x onerror=alert(1)>")
    expect(row).to_contain_text("FAIL")
    expect(output).to_contain_text("… and 70 items more")
    assert output.locator("img").count() == 0


def test_it_shows_a_pass_that_has_not_finished_when_the_next_starts(
    notebook: Notebook, first: DashboardPage
) -> None:
    dashboard = DashboardPage(notebook.run("HANG"))
    dashboard.press("Run")
    expect(dashboard.state("pass 1: 0 of 3")).to_be_visible()
    dashboard.press("Check now")
    expect(dashboard.state("pass 1: 3 of 3 still waiting after")).to_be_visible()
    dashboard.press("Stop")
    expect(dashboard.state("Checks stopped")).to_be_visible()
    expect(dashboard.output.get_by_text("still waiting after").first).not_to_be_visible()
