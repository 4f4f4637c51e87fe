"""Every notebook as a learner opens it for the first time, and then runs it, in a real browser.

It is opened once for both: to start a kernel takes longer than most of the rest.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import expect

from tests.browser.lab import EXERCISES, NOTEBOOKS, STORED, WIDTHS, LabPage, Notebook

pytestmark = pytest.mark.timeout(120)

WIDGET = "application/vnd.jupyter.widget-view+json"
WIDGETS = ("<Dashboard of", "<Scheduler of", "<View of")


@pytest.fixture(scope="module", params=[*NOTEBOOKS, *EXERCISES])
def name(request: pytest.FixtureRequest) -> str:
    return f"{STORED}/{request.param}"


@pytest.fixture(scope="module")
def notebook(lab: LabPage, name: str) -> Iterator[Notebook]:
    with lab.opened(name) as notebook:
        yield notebook


def test_it_opens_clean_with_a_picture_of_each_widget(
    lab: LabPage, notebook: Notebook, name: str
) -> None:
    stored = lab.path(name).read_bytes()
    outputs = [output for cell in notebook.code_cells for output in cell["outputs"]]
    shown = [output["data"] for output in outputs if "data" in output]
    widgets = [data for data in shown if str(data["text/plain"]).startswith(WIDGETS)]
    assert all("text/html" in data for data in widgets)
    expect(notebook.outputs.and_(lab.page.locator(".jupyter-widgets"))).to_have_count(0)
    assert_that_all_fits(lab, notebook)

    assert not notebook.is_unsaved
    notebook.save()
    assert lab.path(name).read_bytes() == stored


@pytest.mark.parametrize("name", NOTEBOOKS, indirect=True, scope="module")
def test_run_all_ends_without_errors_and_displays_every_widget_in_its_place(
    lab: LabPage, notebook: Notebook
) -> None:
    notebook.run_all()
    cells = notebook.code_cells
    outputs = [output for cell in cells for output in cell["outputs"]]
    assert not [output for output in outputs if output["output_type"] == "error"]
    assert all(cell["execution_count"] for cell in cells if cell["source"])

    widgets = [output for output in outputs if WIDGET in output.get("data", {})]
    shown = notebook.outputs
    expect(shown.locator("> .jupyter-widgets")).to_have_count(len(widgets))
    expect(shown.filter(has_text="Error displaying widget")).to_have_count(0)
    expect(shown.filter(has_text="Loading widget")).to_have_count(0)
    assert_that_all_fits(lab, notebook)


def assert_that_all_fits(lab: LabPage, notebook: Notebook) -> None:
    for width in WIDTHS:
        with lab.sized(width):
            assert notebook.too_wide() == [], f"in a window of {width} pixels"
