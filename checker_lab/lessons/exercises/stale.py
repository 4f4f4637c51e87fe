"""Notices answers whose newest cell has failed.

A cell with a SyntaxError does not run, so its class is still the one from before, or there is none.
To grade the old one would answer a question that nobody asked, and the NameError about a missing
one does not say why it is missing.
"""

import re
import sys
from dataclasses import dataclass
from keyword import iskeyword
from typing import Any

from checker_lab.core.language import choose_language
from checker_lab.grading.sentences import Sentence, say
from checker_lab.lessons.exercises.one_line_errors import in_one_line

__all__ = ["CellWatch", "Failure", "watch_cells"]

DEFINES = re.compile(r"^(?:class|def|async +def)\s+(\w+)", re.MULTILINE)
# A misspelled `class` defines nothing, and is meant to.
MEANS = re.compile(r"^([a-z]{2,8})(?: +[a-z]{2,4})? +(\w+) *[(:]", re.MULTILINE)


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

    def sentence(self, name: str) -> Sentence:
        """Return what happened to the cell that defines this name."""
        where = say(", in line {line}, `{source}`", line=self.line, source=self.source)
        return say(
            "The cell that defines {name} failed: {error}{where}.",
            name=name,
            error=self.error,
            where=where if self.line else "",
        )


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
        self._shell.set_custom_exc((NameError,), self._explain)

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
            # Neither the cell nor an earlier one has defined it.
            is_missing = name not in self._shell.user_ns
            is_old = name in self._before and self._shell.user_ns.get(name) is self._before[name]
            if error is not None and (is_old or is_missing):
                self._stale[name] = _failure(error, source)
            elif name in DEFINES.findall(source) and error is None:
                self._stale.pop(name, None)
        self._before = {}

    def _explain(
        self, shell: Any, kind: Any, error: NameError, trace: Any, tb_offset: int | None = None
    ) -> None:
        """Say why a name is missing, if the cell that defines it has failed."""
        name = error.name or ""
        failure = self.failure_of(name)
        if failure is not None and name not in shell.user_ns:
            said = say("{failed} Fix it, and run it again.", failed=failure.sentence(name))
            in_one_line(error, said.in_language(choose_language(None)))
        shell.showtraceback((kind, error, trace), tb_offset=tb_offset)


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
    meant = {name for word, name in MEANS.findall(source) if word == "async" or not iskeyword(word)}
    return {*DEFINES.findall(source), *meant}


def _failure(error: BaseException, source: str) -> Failure:
    name = type(error).__name__
    if isinstance(error, SyntaxError):
        line = error.lineno or 0
        lines = source.splitlines()
        text = lines[line - 1].strip() if 0 < line <= len(lines) else ""
        return Failure(f"{name}: {error.msg}", line, text)
    return Failure(f"{name}: {error}" if str(error) else name)
