"""Notices answers that are older than the cell in which the learner has just changed them.

A cell with a SyntaxError does not run, so its class is still the one from before: to grade that
would answer a question that nobody asked.
"""

import re
import sys
from dataclasses import dataclass
from typing import Any

__all__ = ["CellWatch", "Failure", "watch_cells"]

DEFINES = re.compile(r"^(?:class|def|async +def)\s+(\w+)", re.MULTILINE)
# A misspelled `class` defines nothing, and is meant to.
MEANS = re.compile(r"^[a-z]{2,8}(?: +[a-z]{2,4})? +(\w+) *[(:]", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a cell did not define what it was meant to.

    Attributes:
        error: the error, on one line.
        line: the number of the line in the cell, or 0.
        source: the text of that line.
    """

    error: str
    line: int = 0
    source: str = ""


class CellWatch:
    """Follows the cells that run, and keeps the names that failed ones should have defined."""

    def __init__(self, shell: Any) -> None:
        self._shell = shell
        self._stale: dict[str, Failure] = {}
        self._before: dict[str, Any] = {}

    def register(self) -> None:
        """Follow all cells from now on."""
        self._shell.events.register("pre_run_cell", self._before_cell)
        self._shell.events.register("post_run_cell", self._after_cell)

    def failure_of(self, name: str) -> Failure | None:
        """Return why the newest cell that defines `name` did not; None if it did."""
        return self._stale.get(name)

    def _before_cell(self, info: Any) -> None:
        names = _names(info.raw_cell or "")
        space = self._shell.user_ns
        self._before = {name: space[name] for name in names if name in space}

    def _after_cell(self, result: Any) -> None:
        info = getattr(result, "info", None)
        source = getattr(info, "raw_cell", None) or ""
        # A line is run without a hook before it when IPython itself runs something.
        error = result.error_before_exec or result.error_in_exec
        for name in _names(source):
            is_old = name in self._before and self._shell.user_ns.get(name) is self._before[name]
            if error is not None and is_old:
                self._stale[name] = _failure(error, source)
            elif name in DEFINES.findall(source) and error is None:
                self._stale.pop(name, None)
        self._before = {}


def watch_cells() -> CellWatch | None:
    """Follow the cells of this notebook; None where there is no IPython."""
    module = sys.modules.get("IPython")
    shell = None if module is None else module.get_ipython()
    if shell is None:
        return None
    found: CellWatch | None = getattr(shell, "checker_lab_cells", None)
    if found is None:
        found = shell.checker_lab_cells = CellWatch(shell)
        found.register()
    return found


def _names(source: str) -> set[str]:
    return {*DEFINES.findall(source), *MEANS.findall(source)}


def _failure(error: BaseException, source: str) -> Failure:
    name = type(error).__name__
    if isinstance(error, SyntaxError):
        line = error.lineno or 0
        lines = source.splitlines()
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        return Failure(f"{name}: {error.msg}", line, text)
    return Failure(f"{name}: {error}" if str(error) else name)
