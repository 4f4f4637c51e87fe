"""A JupyterLab server of its own for the tests, and its page in the browser."""

import json
import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Dialog, Page

from checker_lab.lessons.jupyter import jupyter_environment
from checker_lab.lessons.lab import OPENS_CLEAN
from checker_lab.lessons.notebooks import copy_notebooks
from checker_lab.testing import wait_until
from tests.browser.notebook import Notebook

__all__ = [
    "EXERCISES",
    "NOTEBOOKS",
    "STORED",
    "WIDTHS",
    "LabPage",
    "Notebook",
    "Server",
    "serve",
]

ROOT = Path(__file__).parents[2]


def _named(*patterns: str) -> list[str]:
    """The names of the notebooks in both editions, relative to the folder of all."""
    folder = ROOT / "notebooks"
    paths = [path for pattern in patterns for path in sorted(folder.glob(pattern))]
    return [path.relative_to(folder).as_posix() for path in paths]


NOTEBOOKS = _named("*.ipynb", "ru/*.ipynb")
EXERCISES = _named("exercises/*.ipynb", "ru/exercises/*.ipynb")

STORED = "stored"
"""Folder of the notebooks as they are stored."""

WIDTHS = (1280, 853, 800)
"""Of windows, in CSS pixels: the reference, the same at a zoom of 150 %, and the narrowest."""

VERSION = re.compile(r'("pygments_lexer": "ipython3",\n   "version": )".*"')

PATIENCE = 40
"""Seconds that JupyterLab may take to start, and to end: it is slow on a busy machine."""

SETTINGS = {
    # Keeps cells that are out of sight in the page, so that a test finds them.
    "settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {
        "windowingMode": "none"
    },
}


class Server(NamedTuple):
    """Where a running JupyterLab is, and the folder that it serves."""

    url: str
    token: str
    folder: Path


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Run JupyterLab in `folder` over two copies of the notebooks.

    The English lessons have no outputs. Those in the folder `STORED` are what a learner gets.
    """
    _copy_notebooks(folder / "notebooks")
    _copy_stored(folder / "notebooks" / STORED)
    for name, settings in SETTINGS.items():
        path = folder / name
        path.parent.mkdir(parents=True)
        path.write_text(json.dumps(settings))
    with (folder / "log").open("wb") as log:
        lab = subprocess.Popen(
            _command(folder),
            env=_environment(folder),
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        yield _wait_for_server(folder, lab)
    finally:
        lab.terminate()  # it also ends its kernels
        try:
            lab.wait(timeout=PATIENCE)
        finally:
            _kill_group(lab.pid)
            lab.wait()


def _copy_notebooks(folder: Path) -> None:
    shutil.copytree(ROOT / "notebooks" / "images", folder / "images")
    for path in (ROOT / "notebooks").glob("*.ipynb"):
        notebook = json.loads(path.read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
        (folder / path.name).write_text(json.dumps(notebook), encoding="utf-8")


def _copy_stored(folder: Path) -> None:
    """Copy the notebooks as if another Python had stored them."""
    copy_notebooks(folder)
    for path in folder.rglob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        path.write_text(VERSION.sub(r'\g<1>"3.0.0"', text), encoding="utf-8")


def _command(folder: Path) -> list[str]:
    return [
        sys.executable,
        *("-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.news_url="),
        f"--ServerApp.root_dir={folder / 'notebooks'}",
        *OPENS_CLEAN,
    ]


def _environment(folder: Path) -> dict[str, str]:
    own = {
        **jupyter_environment(folder),
        "JUPYTERLAB_SETTINGS_DIR": str(folder / "settings"),
        "JUPYTERLAB_WORKSPACES_DIR": str(folder / "workspaces"),
        "PYTHONPATH": str(ROOT),
    }
    return {**os.environ, **own}


def _wait_for_server(folder: Path, lab: "subprocess.Popen[bytes]") -> Server:
    """Read its address from its own file: it takes the first free port."""
    found: list[Server] = []

    def is_up() -> bool:
        assert lab.poll() is None, (folder / "log").read_text()
        found.extend(map(_read_server, (folder / "runtime").glob("jpserver-*.json")))
        return bool(found)

    wait_until(is_up, within=PATIENCE)
    return found[0]


def _read_server(path: Path) -> Server:
    wait_until(lambda: path.read_text().endswith("}"))
    told = json.loads(path.read_text())
    return Server(told["url"], told["token"], Path(told["root_dir"]))


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # the whole group has ended


class LabPage:
    """JupyterLab in a browser. A script error or an alert fails the test."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self._server = server
        self._errors: list[str] = []
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        page.on("dialog", self._on_dialog)
        self._go("lab?reset")

    def write(self, name: str, cells: Mapping[str, str]) -> None:
        """Store a notebook with these code cells, by id."""
        made = [CELL | {"id": cell_id, "source": text.strip()} for cell_id, text in cells.items()]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3 (ipykernel)"}}
        content = {"cells": made, "metadata": kernel, "nbformat": 4, "nbformat_minor": 5}
        self.page.evaluate(WRITE, [name, content])

    def path(self, name: str) -> Path:
        """The file of a notebook."""
        return self._server.folder / name

    @contextmanager
    def opened(self, name: str) -> Iterator[Notebook]:
        """Open a notebook with its own kernel; close both at the end."""
        self.page.evaluate(OPEN, name)
        try:
            yield Notebook(self.page)
        finally:
            self.page.evaluate(CLOSE)
        errors, self._errors = self._errors, []
        assert not errors, errors

    def reload(self, name: str) -> None:
        """Reload the whole page and open the notebook again; its kernel keeps running."""
        self._go("lab?reset")
        self.page.evaluate(OPEN, name)

    @contextmanager
    def sized(self, width: int, height: int = 900) -> Iterator[None]:
        """Give the window this size, in CSS pixels, for the duration of the block."""
        size = self.page.viewport_size
        assert size is not None
        self.page.set_viewport_size({"width": width, "height": height})
        try:
            yield
        finally:
            self.page.set_viewport_size(size)

    @contextmanager
    def themed(self, theme: str) -> Iterator[None]:
        """Use this theme, JupyterLab Light or JupyterLab Dark, for the duration of the block."""
        self.page.evaluate(CHANGE_THEME, theme)
        try:
            yield
        finally:
            self.page.evaluate(CHANGE_THEME, "JupyterLab Light")

    def _go(self, path: str) -> None:
        self.page.goto(f"{self._server.url}{path}&token={self._server.token}")
        self.page.wait_for_function("window.jupyterapp")
        self.page.evaluate("window.jupyterapp.restored")

    def _on_dialog(self, dialog: Dialog) -> None:
        if dialog.type != "beforeunload":  # the question about unsaved changes
            self._errors.append(f"{dialog.type}: {dialog.message}")
        dialog.accept()


CELL: dict[str, object] = {
    "cell_type": "code",
    "metadata": {},
    "outputs": [],
    "execution_count": None,
}

WRITE = """([path, content]) => window.jupyterapp.serviceManager.contents.save(
    path, { type: 'notebook', format: 'json', content })"""

OPEN = """async path => {
    const panel = await window.jupyterapp.commands.execute('docmanager:open', { path });
    await panel.context.ready;
    await panel.sessionContext.ready;
    await panel.sessionContext.session.kernel.info;
}"""

CLOSE = """async () => {
    const panel = window.jupyterapp.shell.currentWidget;
    await panel.sessionContext.shutdown();
    panel.dispose();
}"""

CHANGE_THEME = """async theme => {
    await window.jupyterapp.commands.execute('apputils:change-theme', { theme });
    const light = theme.includes('Light');
    while (document.body.dataset.jpThemeLight !== String(light)) {
        await new Promise(requestAnimationFrame);
    }
}"""
