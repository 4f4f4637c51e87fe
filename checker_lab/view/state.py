"""The view state: everything that a view shows of a checker at one moment."""

from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.view.rows import Row
from checker_lab.view.timeline import Panel, PassProgress

__all__ = ["ROWS", "Page", "ViewState"]

ROWS = 50
"""Rows of one page."""


class Page(NamedTuple):
    """Which rows to show: page `number`, counted from 0, of all items or of the unwell ones."""

    number: int = 0
    only_unwell: bool = False


class ViewState(NamedTuple):
    """Everything that a view shows at one moment. Times are in seconds.

    Attributes:
        items: all items of the checker; `failing` of them failed their last check.
        abandoned: abandoned checks that still run.
        rows: the rows of page `page`, counted from 0, of `pages`.
        matching: items on all pages: the filter `only_unwell` hides the others.
        stopped: the line of the last stop and its report, until a new run starts.
        overrun: the sentence about a pass that did not finish before the next, or "".
        log: the latest lines, newest first; `log_total` counts every line since the beginning.
    """

    running: bool = False
    pass_number: int = 0
    missed_passes: int = 0
    items: int = 0
    failing: int = 0
    abandoned: int = 0
    in_flight: int = 0
    waiting: int = 0
    interval: float | None = None
    timeout: float | None = None
    progress: PassProgress = PassProgress()
    rows: tuple[Row, ...] = ()
    matching: int = 0
    page: int = 0
    pages: int = 1
    only_unwell: bool = False
    panels: tuple[Panel, ...] = ()
    stopped: tuple[str, ...] = ()
    overrun: str = ""
    log: tuple[str, ...] = ()
    log_total: int = 0
    language: Language = "ru"

    @property
    def slowest(self) -> float:
        """The longest duration among the last checks of the rows, in seconds."""
        return max((row.seconds for row in self.rows if row.seconds is not None), default=0.0)
