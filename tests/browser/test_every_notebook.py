"""Every notebook runs in JupyterLab in a real browser, as for a learner."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import NOTEBOOKS, WIDTHS, LabPage

pytestmark = pytest.mark.timeout(120)

WIDGET = "application/vnd.jupyter.widget-view+json"


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_run_all_ends_without_errors_and_displays_every_widget_in_its_place(
    lab: LabPage, name: str
) -> None:
    with lab.opened(name) as notebook:
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

        for width in WIDTHS:
            with lab.sized(width):
                assert notebook.too_wide() == [], f"in a window of {width} pixels"
