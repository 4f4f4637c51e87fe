"""Take screenshots of whole notebooks in JupyterLab, to be looked at by eyes.

    python -m docs.make_screenshots [--stored] FOLDER [NOTEBOOK ...]

Each notebook is run, and shown on the reference screen in both themes, at a zoom of 150 %, and in a
window of 800 pixels. A long one becomes several pictures, in order. With `--stored` nothing is run:
the pictures show what a learner finds. It needs checker-lab[lab,test] and Chromium.
"""

from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import NAMES, OPTIONS
from tests.browser.lab import EXERCISES, NOTEBOOKS, STORED, LabPage, serve

LIGHT, DARK = "JupyterLab Light", "JupyterLab Dark"
LOOKS = {
    "1-light": (LIGHT, 1280),
    "2-dark": (DARK, 1280),
    "3-zoom-150": (LIGHT, 853),
    "4-narrow": (LIGHT, 800),
}
"""The theme and the width of the window, in CSS pixels."""

HEIGHT = 1800
OVERLAP = 100
"""Of a picture, and of one with the next, in CSS pixels."""

SCROLL = """at => {
    const box = document.querySelector(
        '.jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer');
    box.scrollTop = at;
    const bottoms = [...box.querySelectorAll('.jp-Cell')]
        .map(cell => cell.getBoundingClientRect().bottom);
    const end = Math.max(...bottoms) - box.getBoundingClientRect().top + box.scrollTop;
    return [end, box.clientHeight];
}"""


def main() -> None:
    """Take the pictures that the command asks for."""
    given = _read_arguments()
    given.folder.mkdir(parents=True, exist_ok=True)
    with _lab() as lab:
        for name in given.notebooks or [*NOTEBOOKS, *EXERCISES]:
            with lab.opened(f"{STORED}/{name}") as notebook:
                if not given.stored:
                    notebook.run_all()
                for look, (theme, width) in LOOKS.items():
                    with lab.themed(theme), lab.sized(width, HEIGHT):
                        _take_all(lab.page, given.folder / f"{_stem(name)}-{look}")
            print(name, flush=True)


def _stem(name: str) -> str:
    """Name a picture of a notebook, such as `ru-exercises-1_the_race`."""
    return name.removesuffix(".ipynb").replace("/", "-")


def _take_all(page: Page, path: Path) -> None:
    page.wait_for_timeout(500)  # for what is drawn again in its new place
    whole, visible = page.evaluate(SCROLL, 0)
    for number, at in enumerate(range(0, round(whole - OVERLAP), visible - OVERLAP), start=1):
        page.evaluate(SCROLL, at)
        page.wait_for_timeout(100)
        page.screenshot(path=f"{path}-{number:02}.png")


@contextmanager
def _lab() -> Iterator[LabPage]:
    path = next(filter(None, map(which, NAMES)))
    with (
        TemporaryDirectory() as folder,
        serve(Path(folder)) as server,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path, args=OPTIONS)
        yield LabPage(browser.new_page(viewport={"width": 1280, "height": HEIGHT}), server)
        browser.close()


def _read_arguments() -> "Arguments":
    parser = ArgumentParser(description="Take screenshots of whole notebooks in JupyterLab.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("notebooks", nargs="*")
    parser.add_argument("--stored", action="store_true", help="run nothing")
    return parser.parse_args(namespace=Arguments())


class Arguments:
    """What the command asks for."""

    folder: Path
    notebooks: list[str]
    stored: bool


if __name__ == "__main__":
    main()
