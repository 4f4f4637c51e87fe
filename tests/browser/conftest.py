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
"""The most milliseconds that `expect` waits."""
OPTIONS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]


# The scope is this package, not the session: while Playwright runs, its event loop counts as
# running in this thread, so no other test could start one.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    """Chromium. Without it the tests skip; in CI they fail."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None and os.environ.get("CI") == "true":
        pytest.fail(MISSING, pytrace=False)
    if path is None:
        pytest.skip(MISSING)
    with sync_playwright() as playwright:
        # The first widget of a page may take long to appear; on a busy machine every widget may.
        expect.set_options(timeout=PATIENCE)
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def lab(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[LabPage]:
    """JupyterLab over a copy of the notebooks, in a fresh browser."""
    with serve(tmp_path_factory.mktemp("lab")) as server:
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        yield LabPage(page, server)
        page.close()
