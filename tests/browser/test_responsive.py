"""The kernel and the page stay responsive under 1,000 items and 200 results a second."""

from collections.abc import Iterator
from statistics import median

import pytest
from playwright.sync_api import expect

from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook

pytestmark = pytest.mark.timeout(120)

NAME = "a_thousand.ipynb"
CELLS = {
    "begin": """
import asyncio
import time

from checker_lab import AsyncChecker, ThreadedChecker, set_language
from checker_lab.testing import AsyncScripted, Scripted
from checker_lab.widgets import Dashboard

# Twenty concurrent checks of a tenth of a second each: 200 results a second, without a pause.
load = {"interval": 5.0, "max_concurrent": 20, "on_event": lambda event: None}
set_language("en")

def answer():
    time.sleep(0.1)
    return True

async def answer_async():
    await asyncio.sleep(0.1)
    return True
""",
    "threads": """
checker = ThreadedChecker([Scripted(f"item {n}", answer) for n in range(1000)], **load)
checker.run()
Dashboard(checker)
""",
    "asyncio": """
checker = AsyncChecker([AsyncScripted(f"item {n}", answer_async) for n in range(1000)], **load)
checker.run()
Dashboard(checker)
""",
    "nothing": "None  # does nothing",
}
CHECKS = "sum(item.checks for item in checker.snapshot().items.values())"


@pytest.fixture(scope="module")
def notebook(lab: LabPage) -> Iterator[Notebook]:
    lab.write(NAME, CELLS)
    with lab.opened(NAME) as notebook:
        notebook.run("import asyncio")
        yield notebook


@pytest.mark.parametrize(
    "source", ["ThreadedChecker([", "AsyncChecker(["], ids=["threads", "tasks"]
)
def test_the_kernel_answers_a_trivial_cell_quickly(notebook: Notebook, source: str) -> None:
    dashboard = DashboardPage(notebook.run(source))
    expect(dashboard.state("of 1,000")).to_be_visible()
    before = notebook.ask(CHECKS)
    times = notebook.time("None  # does nothing", seconds=3)
    checks = notebook.ask(CHECKS) - before
    print(f"\n{len(times)} cells: median {median(times):.3f} s, worst {max(times):.3f} s")
    print(f"{checks} results meanwhile")
    assert checks > 100, "there was no load"
    assert median(times) < 0.3

    dashboard.press("Next page ▶")
    expect(dashboard.output).to_contain_text("items 51 to 100 of 1,000")
    dashboard.enter("Interval", "soon")
    expect(dashboard.message("Interval", "alert")).to_contain_text("not 'soon'")
    dashboard.press("Stop")
    dashboard.expect_stopped()
    notebook.clear(source)
