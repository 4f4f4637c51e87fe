"""The dashboard and the scheduler under axe-core, in both themes and in narrow windows."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from checker_lab.testing import wait_until
from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook

pytestmark = pytest.mark.timeout(120)

NAME = "accessible.ipynb"
CELLS = {
    "begin": """
from checker_lab import GoMetricClient, NaiveChecker, ThreadedChecker, demo, set_language
from checker_lab.testing import Scripted
from checker_lab.widgets import Dashboard, ItemMaker, Scheduler

set_language("en")

services = demo.services()
services.start()
make_item = ItemMaker(GoMetricClient, services.item, names=demo.BEHAVIOURS)
items = [
    *(services.item(name) for name in ("pass", "warn", "fail", "hang", "garbage")),
    *(Scripted(f"a-rather-long-name-of-a-service-on-a-host.example:{n}") for n in range(50)),
]
checker = ThreadedChecker(items, interval=3600, timeout=0.5, on_event=lambda event: None)
""",
    "dashboard": "Dashboard(checker, make_item)",
    "scheduler": """
def add_a(checker):
    checker.add(Scripted("a"))

def add_b(checker):
    checker.add(Scripted("b"))

def both_are_there(checker):
    return sorted(str(checker).split()) == ["a", "b"]

def ids(checker):
    return {"items": str(checker).split()}

adds = {"A": add_a, "B": add_b}
Scheduler(NaiveChecker, adds, both_are_there, show=ids, title="A game", pace=0.05)
""",
}
THEMES = ["JupyterLab Light", "JupyterLab Dark"]
ZOOMED = 320
"""The width in CSS pixels of a window of 1280 pixels at a zoom of 400 %."""


# JupyterLab's body is 0 pixels high and hides its overflow. axe-core would consider everything
# invisible, and miss every problem of contrast.
ALL_VISIBLE = "body, .jp-LabShell { overflow: visible !important; }"


@pytest.fixture(scope="module")
def notebook(lab: LabPage) -> Iterator[Notebook]:
    lab.write(NAME, CELLS)
    # As users do whose window is narrow.
    lab.page.evaluate("window.jupyterapp.shell.collapseLeft()")
    style = lab.page.add_style_tag(content=ALL_VISIBLE)
    with lab.opened(NAME) as notebook:
        yield notebook
    style.evaluate("style => style.remove()")
    lab.page.evaluate("window.jupyterapp.shell.expandLeft()")


@pytest.fixture(scope="module")
def dashboard(notebook: Notebook) -> DashboardPage:
    """A dashboard with content in each part: errors, pages, passes, an abandoned check."""
    dashboard = DashboardPage(notebook.run_down_to("Dashboard(checker"))
    dashboard.press("Run")
    expect(dashboard.row("hang")).to_contain_text("TIMEOUT")
    dashboard.enter("Item to add", "ftp://old.example/health")
    dashboard.enter("Interval", "soon")
    dashboard.enter("Timeout", "-1")
    for field in ("Item to add", "Interval", "Timeout"):
        expect(dashboard.message(field, "alert")).to_be_visible()
    return dashboard


@pytest.fixture(scope="module")
def game(notebook: Notebook) -> Locator:
    """A game of the scheduler that shows a lost update, after some moves of one's own."""
    game = notebook.run_down_to("Scheduler(NaiveChecker")
    for name in ("Step A", "Step A", "Step A", "Step B", "Prove it", "Show me"):
        game.get_by_role("button", name=name, exact=True).click()
    expect(game).to_contain_text("This schedule breaks it")
    return game


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, lab: LabPage) -> Iterator[str]:
    with lab.themed(request.param):
        yield request.param


@pytest.mark.usefixtures("theme")
def test_axe_finds_nothing_in_the_dashboard(dashboard: DashboardPage) -> None:
    if not dashboard.state("▶ Running").is_visible():
        dashboard.press("Run")
        dashboard.expect_running()
    assert found_in(dashboard.output) == []
    dashboard.press("Stop")
    dashboard.expect_stopped()
    dashboard.button("Stop").click(force=True)
    expect(dashboard.output).to_contain_text("nothing to stop")
    assert found_in(dashboard.output) == []


@pytest.mark.usefixtures("theme")
def test_axe_finds_nothing_in_the_scheduler(game: Locator) -> None:
    assert found_in(game) == []
    game.get_by_role("button", name="◀ Undo", exact=True).click()
    expect(game).to_contain_text("Move 5 of 6")
    assert found_in(game) == []
    game.get_by_role("slider").press("End")
    expect(game).to_contain_text("This schedule breaks it")


def test_axe_finds_what_is_wrong(dashboard: DashboardPage) -> None:
    dashboard.output.evaluate(SPOIL)
    try:
        rules = {rule for rule, *_ in found_in(dashboard.output)}
        assert {"button-name", "color-contrast"} <= rules
    finally:
        dashboard.output.locator(".spoilt").evaluate("spoilt => spoilt.remove()")


@pytest.mark.parametrize("width", [800, ZOOMED])
def test_nothing_is_cut_off_in_a_narrow_window(
    lab: LabPage, dashboard: DashboardPage, game: Locator, width: int
) -> None:
    with lab.sized(width):
        for output in (dashboard.output, game):
            assert output.evaluate(CUT_OFF) == []
        assert found_in(dashboard.output) == []
        # Each control is usable: Playwright scrolls to it and checks that it could click.
        for name in ("Add", "Check now", "Remove pass", "Next page ▶"):
            dashboard.button(name).click(trial=True)


def test_what_is_cut_off_is_found(lab: LabPage, dashboard: DashboardPage) -> None:
    stop = dashboard.button("Stop")
    for change in ("stop.style = 'overflow: hidden; width: 2em'", "stop.style.minWidth = '900px'"):
        before = stop.get_attribute("style") or ""
        stop.evaluate(f"stop => {{ {change} }}")
        with lab.sized(800):
            wait_until(lambda: dashboard.output.evaluate(CUT_OFF), within=30)
        stop.evaluate("(stop, style) => stop.setAttribute('style', style)", before)


def found_in(output: Locator) -> list[tuple[str, str, str]]:
    """The violations that axe-core finds: the rule, the impact, and the HTML."""
    # axe-core sees only what is on the screen.
    output.evaluate("output => output.scrollIntoView({ block: 'start' })")
    output.evaluate("output => output.id = 'examined'")
    found: list[dict[str, Any]] = []

    # Right after a change of theme the page is not painted yet, and axe-core sees no text.
    def has_examined_text() -> bool:
        found.append(examine(output.page))
        passed = {each["id"]: each["nodes"] for each in found[-1]["passes"]}
        return len(passed.get("color-contrast", [])) > 10

    wait_until(has_examined_text, within=30)
    output.evaluate("output => output.removeAttribute('id')")
    results = found[-1]
    return [
        (violation["id"], violation["impact"], node["html"])
        for violation in results["violations"]
        for node in violation["nodes"]
    ]


SPOIL = """output => {
    const spoilt = document.createElement('p');
    spoilt.className = 'spoilt';
    spoilt.innerHTML = '<button></button><span style="color: #777; background: #888">pale</span>';
    output.append(spoilt);
}"""

# Elements that stick out of the output, or overflow a box that hides the rest. Not what ends in
# an ellipsis and has its whole text as title; nor fields, whose text scrolls; nor text for screen
# readers, which is hidden on purpose.
CUT_OFF = """output => {
    const mayEnd = element => {
        for (let each = element; each !== output; each = each.parentElement)
            if (getComputedStyle(each).textOverflow === 'ellipsis') return each.closest('[title]');
        return false;
    };
    const unseen = element => {
        for (let each = element; each !== output; each = each.parentElement) {
            const { clip, clipPath } = getComputedStyle(each);
            if (clip !== 'auto' || clipPath !== 'none') return true;
        }
        return element.getClientRects().length === 0;
    };
    const edge = output.getBoundingClientRect();
    const isCutOff = element => {
        const box = element.getBoundingClientRect();
        if (box.right > edge.right + 1 || box.left < edge.left - 1) return true;
        const style = getComputedStyle(element);
        return element.tagName !== 'INPUT' && style.overflowX !== 'visible'
            && element.scrollWidth > element.clientWidth + 1;
    };
    const cut = [...output.querySelectorAll('*')]
        .filter(element => !unseen(element) && !mayEnd(element) && isCutOff(element));
    if (output.scrollWidth > output.clientWidth + 1) cut.unshift(output);
    return cut.map(element => element.outerHTML.slice(0, 200));
}"""


def examine(page: Page) -> dict[str, Any]:
    """The results of axe-core for the element with the id `examined`."""
    # All rows have the same structure: a few are enough, and much faster.
    context = {"include": ["#examined"], "exclude": ["#examined tbody tr:nth-child(n+9)"]}
    results: dict[str, Any] = Axe().run(page, context, options={}).response
    return results
