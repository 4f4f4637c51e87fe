"""From the English start to the Russian one, and back."""

import pytest

from tests.browser.lab import STORED, LabPage

pytestmark = pytest.mark.timeout(120)

START = "00_start_here.ipynb"
PATH = "window.jupyterapp.shell.currentWidget?.context?.path"


def test_each_start_opens_the_other(lab: LabPage) -> None:
    with lab.opened(f"{STORED}/{START}"):
        lab.page.get_by_role("link", name="По-русски", exact=True).click()
        lab.page.wait_for_function(f"{PATH} === '{STORED}/ru/{START}'")
        with lab.opened(f"{STORED}/ru/{START}"):
            lab.page.get_by_role("link", name="In English", exact=True).click()
            lab.page.wait_for_function(f"{PATH} === '{STORED}/{START}'")
