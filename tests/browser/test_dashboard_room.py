"""How much of the dashboard is on the screen: at the reference, at a zoom, in a narrow window."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Locator, expect

from checker_lab import Outcome
from checker_lab.core.language import Language
from checker_lab.view.marks import name_of
from checker_lab.view.words import WORDS as VIEW
from checker_lab.widgets.words import WORDS
from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import WIDTHS, LabPage
from tests.browser.notebook import Notebook
from tests.browser.test_accessibility import CUT_OFF

pytestmark = pytest.mark.timeout(120)

NAME = "room.ipynb"
LONG = "https://inventory-service-eu-west-1.prod.example.org/healthz"
CELLS = {
    "begin": f"""
from checker_lab import GoMetricClient, ThreadedChecker, demo, set_language
from checker_lab.widgets import Dashboard, ItemMaker, View

set_language("{{language}}")

services = demo.services()
services.start()
make_item = ItemMaker(GoMetricClient, services.item, names=demo.BEHAVIOURS)
long = "{LONG}"
items = [services.item("fail", id=long), *map(services.item, demo.BEHAVIOURS)]
items += [services.item("fail", id=f"service-{{{{number}}}}.example.org") for number in range(4)]
checker = ThreadedChecker(items, interval=3600, timeout=0.5, on_event=lambda event: None)
""",
    "dashboard": "Dashboard(checker, make_item)",
    "view": "View(checker)",
    "checker": "checker  # as it is",
}


@pytest.fixture(scope="module", params=WORDS)
def language(request: pytest.FixtureRequest) -> Language:
    chosen: Language = request.param
    return chosen


@pytest.fixture(scope="module")
def notebook(lab: LabPage, language: Language) -> Iterator[Notebook]:
    lab.write(NAME, CELLS | {"begin": CELLS["begin"].format(language=language)})
    with lab.opened(NAME) as notebook:
        yield notebook


@pytest.fixture(scope="module")
def dashboard(notebook: Notebook, language: Language) -> DashboardPage:
    """A dashboard of 13 items, with the file browser open, after the first pass."""
    dashboard = DashboardPage(notebook.run_down_to("Dashboard(checker"), language)
    dashboard.press(WORDS[language].run)
    expect(dashboard.row("hang")).to_contain_text(name_of(Outcome.TIMEOUT, language))
    return dashboard


# At a zoom of 150 % a window of 1280 x 900 pixels has two thirds of that in CSS pixels.
@pytest.mark.parametrize(
    ("width", "height", "rows"), [(1280, 900, 12), (853, 600, 6), (800, 900, 12)]
)
def test_so_many_services_are_visible_and_nothing_is_cut_off(
    lab: LabPage, dashboard: DashboardPage, language: Language, width: int, height: int, rows: int
) -> None:
    if language == "ru" and width < WIDTHS[0]:
        rows -= 1  # longer words: the tools have one more line
    with lab.sized(width, height):
        assert dashboard.visible_rows() >= rows
        assert dashboard.output.evaluate(CUT_OFF) == []
        heights = dashboard.rows.evaluate_all("rows => rows.map(row => row.offsetHeight)")
        assert max(heights) <= 50, "a row has two lines at most"


def test_the_table_has_no_scroll_bar_of_its_own(dashboard: DashboardPage) -> None:
    scrolls = "nodes => nodes.filter(node => node.scrollHeight > node.clientHeight + 1).length"
    assert dashboard.output.locator(".rows, .items, .items tbody").evaluate_all(scrolls) == 0


def test_a_long_id_is_whole_where_the_keyboard_is(
    lab: LabPage, dashboard: DashboardPage, language: Language
) -> None:
    words = WORDS[language]
    with lab.sized(800):
        start = dashboard.row(LONG).locator(".start")
        assert start.evaluate(IS_CUT)
        expect(dashboard.row(LONG).get_by_role("rowheader")).to_have_attribute("title", LONG)
        dashboard.field(words.new_item).focus()
        dashboard.button(words.check).focus()
        dashboard.page.keyboard.press("Tab")
        expect(dashboard.button(VIEW[language].remove_item.format(LONG))).to_be_focused()
        assert not start.evaluate(IS_CUT)
        dashboard.button(words.check).focus()


@pytest.mark.usefixtures("dashboard")
@pytest.mark.parametrize("source", ["View(checker)", "checker  # as it is"])
def test_a_view_and_a_checker_show_the_same_rows(
    lab: LabPage, notebook: Notebook, language: Language, source: str
) -> None:
    output: Locator = notebook.run(source)
    shown = DashboardPage(output, language)
    expect(shown.row("hang")).to_contain_text(name_of(Outcome.TIMEOUT, language))
    assert shown.visible_rows() == 13
    for width in WIDTHS:
        with lab.sized(width):
            assert output.evaluate(CUT_OFF) == [], f"in a window of {width} pixels"
    assert shown.table.get_by_role("button").count() == 0


IS_CUT = "start => start.scrollWidth > start.clientWidth"
