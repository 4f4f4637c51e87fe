"""Make the pictures for the READMEs and the notebooks, in both languages, in a real browser.

    python -m docs.make_pictures [LANGUAGE]

It needs checker-lab[lab,test,pictures] and Chromium.
"""

import io
import re
import time
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from PIL import Image
from playwright.sync_api import Browser, FloatRect, Locator, expect, sync_playwright

from checker_lab.core.language import Language
from checker_lab.testing import wait_until
from checker_lab.widgets.words import WORDS, WidgetWords
from tests.browser.conftest import NAMES, OPTIONS
from tests.browser.dashboard_page import DashboardPage
from tests.browser.lab import ROOT, LabPage, Server, serve

IMAGES: dict[Language, Path] = {
    "en": ROOT / "notebooks" / "images",
    "ru": ROOT / "notebooks" / "ru" / "images",
}

WIDTH = 900
"""Width of the outputs, in CSS pixels, and of the film."""

HEIGHT = 2000
"""Height of the window, in CSS pixels: a whole output has to be visible."""

FILM_HEIGHT = 610
"""Height of the film, in pixels: enough for five services and their timeline."""

PERIOD = 0.2
"""Seconds from one frame to the next."""

LONGEST = 0.4
"""Most seconds for a frame, except the last one: on a busy machine the frames come late."""

DASHBOARD = """
from checker_lab import GoMetricClient, ThreadedChecker, demo, set_language
from checker_lab.widgets import Dashboard, ItemMaker

set_language("{language}")
services = demo.services()
services.start()
make_item = ItemMaker(GoMetricClient, services.item, names=demo.BEHAVIOURS)
first = [services.item(name) for name in {names}]
ignore = lambda event: None
checker = ThreadedChecker(first, interval=1.0, timeout=0.5, on_event=ignore)
Dashboard(checker, make_item)
"""
RACE = """
from checker_lab import NaiveChecker, set_language
from checker_lab.schedules import play
from checker_lab.testing import Scripted
from checker_lab.widgets import Scheduler

set_language("{language}")

def add_search(checker):
    checker.add(Scripted("search"))

def add_payments(checker):
    checker.add(Scripted("payments"))

def both_are_there(checker):
    return sorted(str(checker).split()) == ["payments", "search"]

def items(checker):
    return {{"items": str(checker).split()}}

threads = {{"A": add_search, "B": add_payments}}
"""
RUN = 'play(NaiveChecker, threads, "A A B B B A", both_are_there, show=items)'
GAME = """
game = Scheduler(NaiveChecker, threads, both_are_there, title="{title}", show=items)
game.step("A A B*3")
game
"""
TIMELINE = re.compile("|".join(words.timeline for words in WORDS.values()))
TITLES: dict[Language, str] = {"en": "The naive add", "ru": "Наивный add"}
ALL = ("pass", "warn", "fail", "slow", "hang", "garbage", "drop", "flap")
FIRST = ("pass", "warn", "fail", "hang")


def main() -> None:
    """Make all pictures, or those in the given language."""
    parser = ArgumentParser(prog="python -m docs.make_pictures")
    parser.add_argument("language", nargs="?", choices=IMAGES)
    given = parser.parse_args().language
    asked: list[Language] = [given] if given else list(IMAGES)
    path = next(filter(None, map(which, NAMES)))
    with (
        TemporaryDirectory() as folder,
        serve(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        for language in asked:
            make_all(browser, server, language, IMAGES[language])
        browser.close()


def make_all(browser: Browser, server: Server, language: Language, folder: Path) -> None:
    """Make the pictures in one language."""
    words = WORDS[language]
    all_items, first_items = (DASHBOARD.format(language=language, names=n) for n in (ALL, FIRST))
    make_still(browser, server, all_items, words, folder / "dashboard.png")
    make_film(browser, server, first_items, words, folder / "dashboard.gif")
    race = RACE.format(language=language)
    for source, name in ((RUN, "run.png"), (GAME.format(title=TITLES[language]), "game.png")):
        with shown(browser, server, {"race": race, "show": source}) as output:
            output.screenshot(path=folder / name)


def make_still(
    browser: Browser, server: Server, source: str, words: WidgetWords, path: Path
) -> None:
    """Show all demo services after a few passes."""
    with shown(browser, server, {"show": source}) as output:
        page = DashboardPage(output)
        page.press(words.run)
        wait_until(lambda: page.passes() >= 15, within=60)
        page.page.wait_for_timeout(700)  # until the slow ones have timed out
        page.page.screenshot(path=path, clip=place_of(output))


def make_film(
    browser: Browser, server: Server, source: str, words: WidgetWords, path: Path
) -> None:
    """Film a run: add a service, make a mistake, stop."""
    with shown(browser, server, {"show": source}, scale=1) as output:
        page = DashboardPage(output)
        film = Film(page, words)
        film.go_on(0.4)
        page.press(words.run)
        film.go_on(1.6)
        film.type("flap")
        film.go_on(1.4)
        film.type("ftp://here")
        film.go_on(1.4)
        page.press(words.stop)
        page.expect_stopped()
        film.go_on(0.8)
        film.store(path)


@contextmanager
def shown(
    browser: Browser, server: Server, cells: dict[str, str], scale: float = 1280 / WIDTH
) -> Iterator[Locator]:
    """Run these cells, and give the output of the last one, `WIDTH` wide."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, device_scale_factor=scale)
    lab = LabPage(page, server)
    lab.write("pictures.ipynb", cells)
    with lab.opened("pictures.ipynb") as notebook:
        page.evaluate("window.jupyterapp.shell.collapseLeft()")
        *_, last = cells.values()
        output = notebook.run_down_to(last.strip().splitlines()[-1])
        expect(output.locator("table").first).to_be_visible()
        missing = round(WIDTH - place_of(output)["width"])
        page.set_viewport_size({"width": WIDTH + missing, "height": HEIGHT})
        yield output
    page.close()


def place_of(output: Locator) -> FloatRect:
    """Return the place of an output on the page; a dashboard ends with its timeline."""
    whole = output.bounding_box()
    assert whole is not None
    timeline = output.get_by_role("group", name=TIMELINE)
    last = timeline.bounding_box() if timeline.count() else whole
    assert last is not None
    return {**whole, "height": last["y"] + last["height"] - whole["y"]}


class Film:
    """Frames of a dashboard, each with the time at which it was taken."""

    def __init__(self, page: DashboardPage, words: WidgetWords) -> None:
        self._page = page
        self._words = words
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
            self._page.field(self._words.new_item).press_sequentially(text[first : first + 2])
            self.go_on(PERIOD / 2)
        self._page.press(self._words.add)

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
        clip: FloatRect = {**place_of(self._page.output), "height": FILM_HEIGHT}
        data = self._page.page.screenshot(clip=clip)
        self._frames.append((now, Image.open(io.BytesIO(data)).convert("RGB")))


def count_colours(frame: Image.Image) -> int:
    """Count the colours of a frame."""
    return len(frame.getcolors(frame.width * frame.height) or ())


if __name__ == "__main__":
    main()
