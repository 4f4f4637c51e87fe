"""Shows how far a grading is, in a line that is gone when it is over.

In a terminal it is written to stderr. In a notebook it is an output that the next one replaces, so
that nothing of it is stored. Elsewhere there is none.
"""

import ast
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from html import escape
from time import perf_counter
from typing import Any, Protocol

from checker_lab.core.language import Language
from checker_lab.grading.sentences import say

__all__ = ["QUIET", "ProgressLine", "Shown", "shown_progress"]

QUIET = "CHECKER_LAB_QUIET"
"""Environment variable: if it is set, no progress is shown. Programs that compare the outputs of
notebooks set it, since most of them do not know that an output can be taken back."""
# Seconds between two pictures of the line.
PERIOD = 0.1
CLEAR_LINE = "\r\x1b[K"


class Shown(Protocol):
    """Where a line is shown."""

    def show(self, line: str, share: float) -> None:
        """Show a line, and which share is done, instead of the one before."""
        ...

    def clear(self) -> None:
        """Leave nothing of it."""
        ...


class ProgressLine:
    """How far one grading is.

    Args:
        total: how many probes there are.
        language: of the line.
    """

    def __init__(self, total: int, language: Language) -> None:
        self._total = total
        self._language: Language = language
        self._tried = 0
        self._failed: dict[str, None] = {}
        self._shown_at = 0.0

    def take(self, failed: list[str]) -> None:
        """Count a probe that is over, and take the requirements that it saw failing."""
        self._tried += 1
        is_news = not self._failed.keys() >= set(failed)
        self._failed.update(dict.fromkeys(failed))
        place = _place.get()
        if place is None or (not is_news and perf_counter() < self._shown_at + PERIOD):
            return
        self._shown_at = perf_counter()
        place.show(self.text, min(1.0, self._tried / max(1, self._total)))

    @property
    def text(self) -> str:
        """The line."""
        line = say("{tried} of {total} tried", tried=self._tried, total=self._total)
        if self._failed:
            line = say("{line}; not met: {names}", line=line, names=", ".join(self._failed))
        return line.in_language(self._language)


@contextmanager
def shown_progress() -> Iterator[None]:
    """Show the progress of every grading inside, and clear it at the end."""
    if _place.get() is not None:
        yield
        return
    place = _find_place()
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)
        if place is not None:
            place.clear()


class _Terminal:
    """A line of stderr."""

    def show(self, line: str, share: float) -> None:
        width = max(20, _columns() - 1)
        sys.stderr.write(f"{CLEAR_LINE}{line[:width]}")
        sys.stderr.flush()

    def clear(self) -> None:
        sys.stderr.write(CLEAR_LINE)
        sys.stderr.flush()


class _Notebook:
    """An output of a cell, which is taken back at the end."""

    def __init__(self) -> None:
        self._has_shown = False

    def show(self, line: str, share: float) -> None:
        from IPython.display import clear_output, display

        if self._has_shown:
            clear_output(wait=True)  # type: ignore[no-untyped-call]
        self._has_shown = True
        bar = f'<progress value="{share:.2f}" max="1" aria-label="{escape(line)}"></progress>'
        shown = {"text/html": f'<div role="status">{bar} {escape(line)}</div>', "text/plain": line}
        display(shown, raw=True)  # type: ignore[no-untyped-call]

    def clear(self) -> None:
        from IPython.display import clear_output

        if self._has_shown:
            clear_output()  # type: ignore[no-untyped-call]


def _find_place() -> Shown | None:
    if os.environ.get(QUIET):
        return None
    if _is_notebook():
        return _Notebook() if _prints_nothing_else(_cell()) else None
    stderr = sys.stderr
    return _Terminal() if stderr is not None and stderr.isatty() else None


def _shell() -> Any:
    module = sys.modules.get("IPython")
    return None if module is None else module.get_ipython()


def _is_notebook() -> bool:
    return hasattr(_shell(), "kernel")


def _cell() -> str:
    """Return the source of the cell that runs now."""
    inputs = _shell().user_ns.get("In") or [""]
    return str(inputs[-1])


def _prints_nothing_else(source: str) -> bool:
    """Is the last statement of a cell its only one that can print?

    Clearing an output takes away all that the cell has printed before.
    """
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError):
        return False
    silent = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
    return all(
        isinstance(one, silent)
        or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in statements[:-1]
    )


def _columns() -> int:
    try:
        return os.get_terminal_size(sys.stderr.fileno()).columns
    except (OSError, ValueError, AttributeError):
        return 80


# Where the progress is shown now.
_place: ContextVar[Shown | None] = ContextVar("place", default=None)
