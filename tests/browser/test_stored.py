"""Every notebook as a learner opens it for the first time, before anything runs."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import EXERCISES, NOTEBOOKS, STORED, WIDTHS, LabPage

pytestmark = pytest.mark.timeout(120)

WIDGETS = ("<Dashboard of", "<Scheduler of", "<View of")


@pytest.mark.parametrize("name", [*NOTEBOOKS, *(f"exercises/{name}" for name in EXERCISES)])
def test_it_opens_clean_with_a_picture_of_each_widget(lab: LabPage, name: str) -> None:
    stored = lab.path(f"{STORED}/{name}").read_bytes()
    with lab.opened(f"{STORED}/{name}") as notebook:
        outputs = [output for cell in notebook.code_cells for output in cell["outputs"]]
        shown = [output["data"] for output in outputs if "data" in output]
        widgets = [data for data in shown if str(data["text/plain"]).startswith(WIDGETS)]
        assert all("text/html" in data for data in widgets)
        expect(notebook.outputs.and_(lab.page.locator(".jupyter-widgets"))).to_have_count(0)
        for width in WIDTHS:
            with lab.sized(width):
                assert notebook.too_wide() == [], f"in a window of {width} pixels"

        assert not notebook.is_unsaved
        notebook.save()
        assert lab.path(f"{STORED}/{name}").read_bytes() == stored
