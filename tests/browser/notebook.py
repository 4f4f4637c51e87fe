"""An open notebook in JupyterLab, for a test."""

from ast import literal_eval
from typing import Any

from playwright.sync_api import Locator, Page

__all__ = ["Notebook"]


class Notebook:
    """The open notebook."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.outputs = page.locator(".jp-Notebook .jp-OutputArea-output")

    def run_all(self) -> None:
        """Run all cells and wait for the last one; an error stops the run."""
        self._command("notebook:run-all-cells")

    def output(self, source: str) -> Locator:
        """The output of the first cell that has `source` in it."""
        cell = self.page.locator(".jp-Notebook .jp-Cell").nth(self._activate(source))
        return cell.locator(".jp-OutputArea-output")

    def run_down_to(self, source: str) -> Locator:
        """Run all cells down to the first one that has `source` in it; return its output."""
        output = self.output(source)
        self._command("notebook:run-all-above")
        self._command("notebook:run-cell")
        return output

    def run(self, source: str) -> Locator:
        """Run the first cell that has `source` in it; return its output."""
        output = self.output(source)
        self._command("notebook:run-cell")
        return output

    def clear(self, source: str) -> None:
        """Clear the output of the first cell that has `source` in it."""
        self._activate(source)
        self._command("notebook:clear-cell-output")

    def time(self, source: str, seconds: float) -> list[float]:
        """Run this cell repeatedly for this long; return the seconds of each run."""
        self._activate(source)
        times: list[float] = self.page.evaluate(TIME, seconds * 1000)
        return [milliseconds / 1000 for milliseconds in times]

    def ask(self, expression: str) -> Any:
        """Evaluate an expression in the kernel; its value must be a literal."""
        reply = self.page.evaluate(ASK, expression)
        assert reply["status"] == "ok", reply
        return literal_eval(reply["data"]["text/plain"])

    @property
    def is_unsaved(self) -> bool:
        """Whether JupyterLab marks the notebook as changed."""
        unsaved: bool = self.page.evaluate(
            "window.jupyterapp.shell.currentWidget.context.model.dirty"
        )
        return unsaved

    def too_wide(self) -> list[str]:
        """The texts of what is wider than its place, in all code, outputs and texts."""
        places = self.page.locator(f".jp-Notebook :is({PLACES})")
        found: list[str] = places.evaluate_all(TOO_WIDE)
        return found

    def save(self) -> None:
        self._command("docmanager:save")

    def restart_kernel(self) -> None:
        """Restart the kernel and wait until the new one has answered."""
        self.page.evaluate(RESTART)
        # A message to a kernel that is not idle yet may be lost.
        self.page.wait_for_function(IS_IDLE)

    @property
    def code_cells(self) -> list[dict[str, Any]]:
        """The code cells as JupyterLab would store them now."""
        model = "window.jupyterapp.shell.currentWidget.content.model.toJSON()"
        cells: list[dict[str, Any]] = self.page.evaluate(model)["cells"]
        return [cell for cell in cells if cell["cell_type"] == "code"]

    def _activate(self, source: str) -> int:
        """Activate the first cell that has `source` in it; return its index."""
        index: int = self.page.evaluate(ACTIVATE, source)
        assert index >= 0, f"no cell has {source!r} in it"
        return index

    def _command(self, name: str) -> None:
        self.page.evaluate("name => window.jupyterapp.commands.execute(name)", name)


ACTIVATE = """source => {
    const notebook = window.jupyterapp.shell.currentWidget.content;
    const has = cell => cell.model.sharedModel.getSource().includes(source);
    return notebook.activeCellIndex = notebook.widgets.findIndex(has);
}"""

TIME = """async milliseconds => {
    const times = [];
    const end = performance.now() + milliseconds;
    while (performance.now() < end) {
        const began = performance.now();
        await window.jupyterapp.commands.execute('notebook:run-cell');
        times.push(performance.now() - began);
    }
    return times;
}"""

# What ends in an ellipsis is cut off on purpose, and what is clipped is for screen readers.
PLACES = ".jp-OutputArea-output, .jp-MarkdownOutput, .jp-CodeCell .cm-scroller"
TOO_WIDE = """places => places
    .flatMap(place => [place, ...place.querySelectorAll('*')].filter(one => {
        const { clipPath, overflowX, textOverflow } = getComputedStyle(one);
        return one.clientWidth > 1 && clipPath === 'none' && one.scrollWidth > one.clientWidth + 1
            && (one === place || (overflowX !== 'visible' && textOverflow !== 'ellipsis'));
    }))
    .map(one => `${one.className} ${one.scrollWidth} > ${one.clientWidth}: `
        + one.textContent.slice(0, 80))"""

ASK = """async expression => {
    const { kernel } = window.jupyterapp.shell.currentWidget.sessionContext.session;
    const code = { code: '', store_history: false, user_expressions: { value: expression } };
    return (await kernel.requestExecute(code).done).content.user_expressions.value;
}"""

KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session.kernel"
RESTART = f"{KERNEL}.restart()"
IS_IDLE = f"{KERNEL}.status === 'idle'"
