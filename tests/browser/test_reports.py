"""A report on an answer, as a learner sees it."""

import pytest
from playwright.sync_api import expect

from tests.browser.lab import STORED, WIDTHS, LabPage

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    ("folder", "summary"),
    [("exercises", "0 of 5 requirements met"), ("ru/exercises", "выполнено 0 из 5 требований")],
    ids=["en", "ru"],
)
def test_it_fits_in_every_window(lab: LabPage, folder: str, summary: str) -> None:
    with lab.opened(f"{STORED}/{folder}/3_the_context.ipynb") as notebook:
        output = notebook.run_down_to('check("the context", Checker)')
        expect(output.locator("caption")).to_contain_text(summary)
        for width in WIDTHS:
            with lab.sized(width):
                assert notebook.too_wide() == [], f"in a window of {width} pixels"
