"""Make the pictures of the dashboard for README and 00_start_here, in a real browser.

    python -m docs.make_pictures

It needs checker-lab[lab,test,pictures] and Chromium.
"""

import io
import time
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, FloatRect, expect, sync_playwright

from checker_lab.testing import wait_until
from tests.browser.conftest import NAMES, OPTIONS
from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import ROOT, LabPage, Server, serve

IMAGES = ROOT / "notebooks" / "images"

WIDTH = 900
"""Width of the dashboard, in CSS pixels, and of the film."""

HEIGHT = 2000
"""Height of the window, in CSS pixels: the whole dashboard has to be visible."""

FILM_HEIGHT = 830
"""Height of the film, in pixels: enough for five services with the log folded up."""

PERIOD = 0.2
"""Seconds from one frame to the next."""

LONGEST = 0.4
"""Most seconds for a frame, except the last one: on a busy machine the frames come late."""

SETUP = """
from checker_lab import GoMetricClient, ThreadedChecker, demo
from checker_lab.widgets import Dashboard, ItemMaker

services = demo.services()
services.start()
make_item = ItemMaker(GoMetricClient, services.item, names=demo.BEHAVIOURS)
"""
SHOW = """
first = [services.item(name) for name in {names}]
checker = ThreadedChecker(first, interval=1.0, timeout=0.5, on_event=lambda event: None)
Dashboard(checker, make_item)
"""
ALL = ("pass", "warn", "fail", "slow", "hang", "garbage", "drop", "flap")
FIRST = ("pass", "warn", "fail", "hang")


def main() -> None:
    """Make both pictures."""
    path = next(filter(None, map(which, NAMES)))
    with (
        TemporaryDirectory() as folder,
        serve(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        make_still(browser, server, IMAGES / "dashboard.png")
        make_film(browser, server, IMAGES / "dashboard.gif")
        browser.close()


def make_still(browser: Browser, server: Server, path: Path) -> None:
    """Show all demo services after a few passes."""
    with dashboard(browser, server, ALL, scale=1280 / WIDTH) as page:
        page.press("Run")
        wait_until(lambda: page.passes() >= 14, within=60)
        page.page.screenshot(path=path, clip=place_of(page))


def make_film(browser: Browser, server: Server, path: Path) -> None:
    """Film a run: add a service, make a mistake, stop."""
    with dashboard(browser, server, FIRST, scale=1) as page:
        page.output.get_by_text("Log, newest first").click()
        film = Film(page)
        film.go_on(0.4)
        page.press("Run")
        film.go_on(1.6)
        film.type("flap")
        film.go_on(1.4)
        film.type("ftp://here")
        film.go_on(1.0)
        page.press("Stop")
        page.expect_stopped()
        film.go_on(0.8)
        film.store(path)


@contextmanager
def dashboard(
    browser: Browser, server: Server, names: tuple[str, ...], scale: float
) -> Iterator[DashboardPage]:
    """Show a dashboard of these services, `WIDTH` wide."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=scale)
    lab = LabPage(page, server)
    lab.write("pictures.ipynb", {"setup": SETUP, "show": SHOW.format(names=names)})
    with lab.opened("pictures.ipynb") as notebook:
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
        found = DashboardPage(notebook.run_down_to("Dashboard(checker"))
        expect(found.row("pass")).to_be_visible()
        missing = round(WIDTH - place_of(found)["width"])
        page.set_viewport_size({"width": WIDTH + missing, "height": HEIGHT})
        yield found
    page.close()


def place_of(page: DashboardPage) -> FloatRect:
    """Return the place of the dashboard on the page, down to the end of its timeline."""
    whole = page.output.bounding_box()
    last = page.output.get_by_role("group", name="Timeline").bounding_box()
    assert whole is not None
    assert last is not None
    return {**whole, "height": last["y"] + last["height"] - whole["y"]}


class Film:
    """Frames of a dashboard, each with the time at which it was taken."""

    def __init__(self, page: DashboardPage) -> None:
        self._page = page
        self._frames: list[tuple[float, Image.Image]] = []

    def go_on(self, seconds: float) -> None:
        """Take frames for this many seconds."""
        end = time.monotonic() + seconds
        while (now := time.monotonic()) < end:
            self._take(now)
            self._page.page.wait_for_timeout(max(now + PERIOD - time.monotonic(), 0) * 1000)

    def type(self, text: str) -> None:
        """Type a text into the field of items, two characters per frame, and press Add."""
        for first in range(0, len(text), 2):
            self._page.field("Item to add").press_sequentially(text[first : first + 2])
            self.go_on(PERIOD / 2)
        self._page.press("Add")

    def store(self, path: Path) -> None:
        """Write the film, with one palette for all frames."""
        times = [moment for moment, _ in self._frames]
        lengths = [min(later - earlier, LONGEST) for earlier, later in pairwise(times)]
        frames = [frame for _, frame in self._frames]
        palette = max(frames, key=count_colours).quantize(128)
        first, *others = [
            frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames
        ]
        durations = [round(seconds * 1000) for seconds in [*lengths, 1.8]]
        # It stops after three rounds: movement distracts from reading.
        first.save(path, save_all=True, append_images=others, duration=durations, loop=2)

    def _take(self, now: float) -> None:
        clip: FloatRect = {**place_of(self._page), "height": FILM_HEIGHT}
        data = self._page.page.screenshot(clip=clip)
        self._frames.append((now, Image.open(io.BytesIO(data)).convert("RGB")))


def count_colours(frame: Image.Image) -> int:
    """Count the colours of a frame."""
    return len(frame.getcolors(frame.width * frame.height) or ())


if __name__ == "__main__":
    main()
