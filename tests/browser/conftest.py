"""A real browser, and a JupyterLab for it."""

import os
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.lab import LabPage, serve

NAMES = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
)
MISSING = "no Chromium here: install it (Debian, Ubuntu: apt install chromium)"
PATIENCE = 20_000
"""Milliseconds that `expect` waits at most."""
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


# For this package and not for the session: while Playwright is on, its event loop counts as
# running in this thread, and no other test could start one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium; without one the tests are skipped, and in CI they fail."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING, pytrace=False)
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        # The first widget of a page may take long to come, and on a busy machine all may.
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabPage]:
    """JupyterLab over a copy of the notebooks, in a browser that has seen nothing yet."""
    with serve(tmp_path_factory.mktemp("lab")) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        yield LabPage(page, server)
        page.close()
