"""Checks on a time axis: in a dashboard, and in a chart at the end of a cell."""

from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, expect

from checker_lab.testing import wait_until
from tests.browser.lab import WIDTHS, LabPage
from tests.browser.notebook import Notebook
from tests.browser.test_accessibility import ALL_VISIBLE, CUT_OFF, THEMES

pytestmark = pytest.mark.timeout(120)

NAME = "time_axes.ipynb"
PLACES = ".checker-lab-chart, [role=group][aria-label=Timeline]"
CELLS = {
    "hung": """
from checker_lab import ThreadedChecker, set_language
from checker_lab.lessons import timeline
from checker_lab.testing import HANG, ManualClock, Scripted, wait_until
from checker_lab.widgets import Dashboard

set_language("en")

clock, hangs = ManualClock(), Scripted("hangs", HANG)
items = [Scripted("an id of ordinary length, https://search.example/health"), hangs]
checker = ThreadedChecker(items, interval=4, timeout=1, clock=clock, on_event=lambda event: None)
dashboard = Dashboard(checker)

def is_over(number):
    panels = {panel.pass_number: panel for panel in dashboard.state.panels}
    return number in panels and panels[number].seconds is not None

checker.run()
wait_until(lambda: hangs.started)
for number, seconds in ((1, 1), (2, 3)):
    clock.advance(seconds)
    wait_until(lambda: is_over(number))
clock.advance(1)
""",
    "dashboard": "dashboard  # shown here",
    "late": """
late = ThreadedChecker([Scripted("a")], clock=clock, on_event=lambda event: None)
late.check()
Dashboard(late)
""",
    "chart": "timeline(threads=checker, late=late)",
}


@pytest.fixture(scope="module")
def notebook(lab: LabPage) -> Iterator[Notebook]:
    lab.write(NAME, CELLS)
    with lab.opened(NAME) as notebook:
        notebook.run_all()
        yield notebook
        notebook.ask("hangs.release() or checker.stop() and None")


@pytest.fixture
def axis(notebook: Notebook) -> Locator:
    """The timeline of the dashboard."""
    return _axis(notebook.output("shown here"))


def _axis(output: Locator) -> Locator:
    return output.get_by_role("group", name="Timeline")


def test_the_axis_has_a_tick_for_each_pass_and_a_line_for_the_timeout(axis: Locator) -> None:
    for text in ("pass 1", "pass 2", "timeout 1 s"):
        expect(axis.get_by_text(text, exact=True)).to_be_visible()
    expect(axis).to_contain_text("dotted: abandoned, still running")


def test_an_abandoned_check_runs_past_its_timeout_and_the_next_tick(axis: Locator) -> None:
    lane = axis.get_by_role("row").filter(has_text="hangs")
    expect(lane.get_by_role("cell")).to_contain_text(
        "TIMEOUT after 1.00 s, then abandoned; SKIPPED"
    )
    timeout, tick = (axis.get_by_text(text, exact=True) for text in ("timeout 1 s", "pass 2"))

    def goes_past(tail: Any) -> bool:
        return bool(tail["x"] + tail["width"] > _box(tick)["x"] + 10)

    wait_until(lambda: goes_past(_box(lane.locator(".goes-on"))))
    assert _box(lane.locator(".goes-on"))["x"] == pytest.approx(_box(timeout)["x"], abs=2)


def test_a_dashboard_that_is_made_after_a_pass_shows_it(notebook: Notebook) -> None:
    axis = _axis(notebook.output("late ="))
    expect(axis.get_by_text("pass 1", exact=True)).to_be_visible()
    expect(axis.get_by_role("row", name="a PASS after 0 ms")).to_be_visible()


def test_a_chart_has_a_part_for_each_checker_on_one_axis(notebook: Notebook) -> None:
    chart = notebook.output("timeline(threads").get_by_role("group")
    expect(chart).to_contain_text("threads 0 s")
    expect(chart.get_by_text("0 s", exact=True)).to_be_visible()


@pytest.mark.parametrize("width", WIDTHS)
def test_nothing_is_wider_than_its_place(lab: LabPage, notebook: Notebook, width: int) -> None:
    with lab.sized(width):
        for output in (notebook.output("shown here"), notebook.output("timeline(threads")):
            place = output.locator(PLACES)
            expect(place).to_be_visible()
            assert place.evaluate(CUT_OFF) == []


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing(lab: LabPage, notebook: Notebook, theme: str) -> None:
    expect(notebook.output("timeline(threads").get_by_role("group")).to_be_visible()
    found: dict[str, list[str]] = {}

    # Right after a change of theme the page is not painted yet, and axe-core sees no text.
    def has_seen_text() -> bool:
        response: Any = Axe().run(lab.page, context=PLACES).response
        for kind in ("passes", "violations"):
            found[kind] = [each["id"] for each in response[kind]]
        return "color-contrast" in found["passes"] + found["violations"]

    with lab.themed(theme):
        style = lab.page.add_style_tag(content=ALL_VISIBLE)
        try:
            wait_until(has_seen_text, within=30)
        finally:
            style.evaluate("style => style.remove()")
    assert found["violations"] == []


def _box(place: Locator) -> Any:
    return place.bounding_box()
