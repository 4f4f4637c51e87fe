"""A JupyterLab of our own, and what a test does with a notebook in it."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page

from checker_lab.testing import wait_until

__all__ = ["NOTEBOOKS", "LabPage", "Notebook", "Server", "serve"]

ROOT = Path(__file__).parents[2]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))

SETTINGS = {
    # It would ask whether to fetch news, on top of the page.
    "config/labconfig/page_config.json": {
        "disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}
    },
    # Cells that are out of sight are on the page too, so that a test finds them.
    "settings/@jupyterlab/notebook-extension/tracker.jupyterlab-settings": {
        "windowingMode": "none"
    },
}


class Server(NamedTuple):
    """A JupyterLab that runs."""

    url: str
    token: str


@contextmanager
def serve(folder: Path) -> Iterator[Server]:
    """Run JupyterLab over a copy of the notebooks in `folder`, without their stored outputs."""
    _copy_notebooks(folder / "notebooks")
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
        lab.terminate()  # it ends its kernels too
        try:
            lab.wait(timeout=15)
        finally:
            _kill_group(lab.pid)
            lab.wait()


def _copy_notebooks(folder: Path) -> None:
    folder.mkdir()
    for name in NOTEBOOKS:
        notebook = json.loads((ROOT / "notebooks" / name).read_text(encoding="utf-8"))
        for cell in notebook["cells"]:
            if cell["cell_type"] == "code":
                cell |= {"outputs": [], "execution_count": None}
        (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


def _command(folder: Path) -> list[str]:
    return [
        sys.executable,
        *("-m", "jupyterlab", "--no-browser", "--allow-root"),
        *("--LabApp.expose_app_in_browser=True", "--LabApp.news_url="),
        f"--ServerApp.root_dir={folder / 'notebooks'}",
    ]


def _environment(folder: Path) -> dict[str, str]:
    places = {
        "IPYTHONDIR": "ipython",
        "JUPYTER_CONFIG_DIR": "config",
        "JUPYTER_DATA_DIR": "data",
        "JUPYTER_RUNTIME_DIR": "runtime",
        "JUPYTERLAB_SETTINGS_DIR": "settings",
        "JUPYTERLAB_WORKSPACES_DIR": "workspaces",
    }
    own = {name: str(folder / place) for name, place in places.items()}
    return {**os.environ, **own, "PYTHONPATH": str(ROOT)}


def _wait_for_server(folder: Path, lab: "subprocess.Popen[bytes]") -> Server:
    """Where it is, as it tells itself: it takes the first port that is free."""
    found: list[Server] = []

    def is_up() -> bool:
        assert lab.poll() is None, (folder / "log").read_text()
        found.extend(map(_read_server, (folder / "runtime").glob("jpserver-*.json")))
        return bool(found)

    wait_until(is_up, within=40)
    return found[0]


def _read_server(path: Path) -> Server:
    wait_until(lambda: path.read_text().endswith("}"))
    told = json.loads(path.read_text())
    return Server(told["url"], told["token"])


def _kill_group(pid: int) -> None:
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:
        pass  # all of it has ended


class LabPage:
    """JupyterLab in a browser; an error in its scripts fails whoever works with it."""

    def __init__(self, page: Page, server: Server) -> None:
        self.page = page
        self._errors: list[str] = []
        page.on("pageerror", lambda error: self._errors.append(str(error)))
        page.goto(f"{server.url}lab?reset&token={server.token}")
        page.wait_for_function("window.jupyterapp")
        page.evaluate("window.jupyterapp.restored")

    @contextmanager
    def opened(self, name: str) -> Iterator["Notebook"]:
        """Open a notebook with a kernel of its own; close both at the end."""
        self.page.evaluate(OPEN, name)
        try:
            yield Notebook(self.page)
        finally:
            self.page.evaluate(CLOSE)
        assert not self._errors


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

ACTIVATE = """source => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const has = cell => cell.model.sharedModel.getSource().includes(source);
    return notebook.activeCellIndex = notebook.widgets.findIndex(has);
}"""


class Notebook:
    """The notebook that is open."""

    def __init__(self, page: Page) -> None:
        self.outputs = page.locator(".jp-Notebook .jp-OutputArea-output")
        self._page = page

    def run_all(self) -> None:
        """Run all cells, and wait for the last; an error ends it."""
        self._command("notebook:run-all-cells")

    def run_down_to(self, source: str) -> Locator:
        """Run all cells down to the first one that has `source` in it; return its output."""
        index: int = self._page.evaluate(ACTIVATE, source)
        self._command("notebook:run-all-above")
        self._command("notebook:run-cell")
        cell = self._page.locator(".jp-Notebook .jp-Cell").nth(index)
        return cell.locator(".jp-OutputArea-output")

    @property
    def code_cells(self) -> list[dict[str, Any]]:
        """The code cells as they would be stored now."""
        model = "window.jupyterapp.shell.currentWidget.content.model.toJSON()"
        cells: list[dict[str, Any]] = self._page.evaluate(model)["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code"]

    def _command(self, name: str) -> None:
        self._page.evaluate("name => window.jupyterapp.commands.execute(name)", name)
