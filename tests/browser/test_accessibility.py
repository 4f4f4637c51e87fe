"""The dashboard and the scheduler: examined with axe-core, in both themes, in narrow windows."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from checker_lab.testing import wait_until
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook
from tests.browser.shown import Shown

pytestmark = pytest.mark.timeout(120)

NAME = "accessible.ipynb"
CELLS = {
    "begin": """
from checker_lab import GoMetricClient, NaiveChecker, ThreadedChecker, demo
from checker_lab.testing import Scripted
from checker_lab.widgets import Dashboard, ItemMaker, Scheduler

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

Scheduler(NaiveChecker, {"A": add_a, "B": add_b}, both_are_there)
""",
}
THEMES = ["JupyterLab Light", "JupyterLab Dark"]
ZOOMED = 320
"""CSS pixels of a window of 1280 pixels at a zoom of 400 %."""


# JupyterLab's body is 0 pixels high, and hides what sticks out of it: so axe-core would take all of
# it for invisible, and find no colour that is hard to read.
ALL_VISIBLE = "body, .jp-LabShell { overflow: visible !important; }"


@pytest.fixture(scope="module")
def notebook(lab: LabPage) -> Iterator[Notebook]:
    lab.write(NAME, CELLS)
    # As anybody does whose window is narrow.
    lab.page.evaluate("window.jupyterapp.shell.collapseLeft()")
    style = lab.page.add_style_tag(content=ALL_VISIBLE)
    with lab.opened(NAME) as notebook:
        yield notebook
    style.evaluate("style => style.remove()")
    lab.page.evaluate("window.jupyterapp.shell.expandLeft()")


@pytest.fixture(scope="module")
def shown(notebook: Notebook) -> Shown:
    """A dashboard with something in each of its parts: errors, pages, passes, checks given up."""
    shown = Shown(notebook.run_down_to("Dashboard(checker"))
    shown.press("Run")
    expect(shown.row("hang")).to_contain_text("TIMEOUT")
    shown.enter("Item to add", "ftp://old.example/health", "Add")
    shown.enter("Interval", "soon", "Set interval")
    shown.enter("Timeout", "-1", "Set timeout")
    for field in ("Item to add", "Interval", "Timeout"):
        expect(shown.said(field, "alert")).to_be_visible()
    return shown


@pytest.fixture(scope="module")
def game(notebook: Notebook) -> Locator:
    """A game of the scheduler, in the middle, with a proof that was looked for."""
    game = notebook.run_down_to("Scheduler(NaiveChecker")
    for name in ("Step A", "Step A", "Step A", "Step B"):
        game.get_by_role("button", name=name, exact=True).click()
    expect(game.get_by_role("status").first).to_contain_text("Moves so far: 4.")
    return game


@pytest.fixture(params=THEMES)
def theme(request: pytest.FixtureRequest, lab: LabPage) -> Iterator[str]:
    with lab.themed(request.param):
        yield request.param


@pytest.mark.usefixtures("theme")
def test_axe_finds_nothing_in_the_dashboard(shown: Shown) -> None:
    if not shown.state("Running: ").is_visible():
        shown.press("Run")
        shown.expect_running()
    assert found_in(shown.output) == []
    shown.press("Stop")
    shown.expect_stopped()
    shown.press("Stop")
    expect(shown.output).to_contain_text("nothing runs")
    assert found_in(shown.output) == []


@pytest.mark.usefixtures("theme")
def test_axe_finds_nothing_in_the_scheduler(game: Locator) -> None:
    assert found_in(game) == []


def test_axe_finds_what_is_wrong(shown: Shown) -> None:
    shown.output.evaluate(SPOIL)
    try:
        rules = {rule for rule, *_ in found_in(shown.output)}
        assert {"button-name", "color-contrast"} <= rules
    finally:
        shown.output.locator(".spoilt").evaluate("spoilt => spoilt.remove()")


@pytest.mark.parametrize("width", [800, ZOOMED])
def test_nothing_is_cut_off_in_a_narrow_window(
    lab: LabPage, shown: Shown, game: Locator, width: int
) -> None:
    with lab.sized(width):
        for output in (shown.output, game):
            assert output.evaluate(CUT_OFF) == []
        assert found_in(shown.output) == []
        # Each control can be used: Playwright scrolls to it, and looks whether it could click.
        for name in ("Add", "Set timeout", "Check now", "Remove pass", "Next page ▶"):
            shown.button(name).click(trial=True)


def test_what_is_cut_off_is_found(lab: LabPage, shown: Shown) -> None:
    stop = shown.button("Stop")
    for change in ("stop.style.width = '2em'", "stop.style.minWidth = '900px'"):
        before = stop.get_attribute("style") or ""
        stop.evaluate(f"stop => {{ {change} }}")
        with lab.sized(800):
            assert shown.output.evaluate(CUT_OFF)
        stop.evaluate("(stop, style) => stop.setAttribute('style', style)", before)


def found_in(output: Locator) -> list[tuple[str, str, str]]:
    """What axe-core finds: its rule, the impact, and the HTML of what is wrong."""
    output.scroll_into_view_if_needed()
    output.evaluate("output => output.id = 'examined'")
    found: list[dict[str, Any]] = []

    # A theme that has just changed is still being painted: then axe sees no text yet.
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

# What sticks out of the output, or does not fit into what hides the rest of it. Not so in the
# timeline, which is as wide as its passes and scrolls by itself, and in fields, whose text scrolls;
# and what is there for screen readers only is cut off on purpose.
CUT_OFF = """output => {
    const mayScroll = element => element.closest('[role=region][aria-label=Timeline]');
    const unseen = element => {
        for (let each = element; each !== output; each = each.parentElement)
            if (getComputedStyle(each).clipPath !== 'none') return true;
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
        .filter(element => !unseen(element) && !mayScroll(element) && isCutOff(element));
    if (output.scrollWidth > output.clientWidth + 1) cut.unshift(output);
    return cut.map(element => element.outerHTML.slice(0, 200));
}"""


def examine(page: Page) -> dict[str, Any]:
    """What axe-core says of the element with the id `examined`."""
    # One row is made as another: those of some items are enough, and much quicker.
    context = {"include": ["#examined"], "exclude": ["#examined tbody tr:nth-child(n+9)"]}
    results: dict[str, Any] = Axe().run(page, context, options={}).response
    return results
