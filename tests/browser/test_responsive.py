"""A thousand items and two hundred results a second hold up neither the kernel nor the page."""

from collections.abc import Iterator
from statistics import median

import pytest
from playwright.sync_api import expect

from tests.browser.lab import LabPage
from tests.browser.notebook import Notebook
from tests.browser.shown import Shown

pytestmark = pytest.mark.timeout(120)

NAME = "a_thousand.ipynb"
CELLS = {
    "begin": """
import asyncio
import time

from checker_lab import AsyncChecker, ThreadedChecker
from checker_lab.testing import AsyncScripted, Scripted
from checker_lab.widgets import Dashboard

# Twenty at once, each a tenth of a second long: two hundred results a second, without a pause.
load = {"interval": 5.0, "max_concurrent": 20, "on_event": lambda event: None}

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
def test_a_cell_that_does_nothing_is_answered_at_once(notebook: Notebook, source: str) -> None:
    shown = Shown(notebook.run(source))
    expect(shown.state("1,000 items")).to_be_visible()
    before = notebook.ask(CHECKS)
    times = notebook.time("None  # does nothing", seconds=3)
    checks = notebook.ask(CHECKS) - before
    print(f"\n{len(times)} cells: median {median(times):.3f} s, worst {max(times):.3f} s")
    print(f"{checks} results meanwhile")
    assert checks > 100, "the load was there"
    assert median(times) < 0.3

    shown.press("Next page ▶")
    expect(shown.output).to_contain_text("items 51 to 100 of 1,000 in all")
    shown.enter("Interval", "soon", "Set interval")
    expect(shown.said("Interval", "alert")).to_contain_text("not 'soon'")
    shown.press("Stop")
    shown.expect_stopped()
    notebook.clear(source)
