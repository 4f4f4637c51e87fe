"""The view state: everything that a view shows of a checker at one moment."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.results import Outcome
from checker_lab.view.rows import Row
from checker_lab.view.timeline import Panel, PassProgress

__all__ = ["ROWS", "Outcomes", "Page", "ViewState"]

ROWS = 50
"""Rows of one page."""

Outcomes = frozenset[Outcome | None]


class Page(NamedTuple):
    """Which rows to show.

    Attributes:
        number: of the page, counted from 0.
        outcomes: shows the items whose last check ended like this; None stands for those without a
            result. If it is empty, all items are shown.
    """

    number: int = 0
    outcomes: Outcomes = frozenset()


class ViewState(NamedTuple):
    """Everything that a view shows at one moment. Times are in seconds.

    Attributes:
        items: all items of the checker.
        counts: how many of them have each outcome; None stands for those without a result.
        next_pass: seconds until the next pass, rounded; None without a run.
        abandoned: abandoned checks that still run.
        rows: the rows of page `page`, counted from 0, of `pages`.
        matching: items on all pages: the filter `outcomes` hides the others.
        stopped: the line of the last stop and its report, until a new run starts.
        overrun: the sentence about a pass that did not finish before the next, or "".
        log: the latest lines, newest first; `log_total` counts every line since the beginning.
    """

    running: bool = False
    pass_number: int = 0
    missed_passes: int = 0
    items: int = 0
    counts: Mapping[Outcome | None, int] = MappingProxyType({})
    next_pass: float | None = None
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
    outcomes: Outcomes = frozenset()
    panels: tuple[Panel, ...] = ()
    stopped: tuple[str, ...] = ()
    overrun: str = ""
    log: tuple[str, ...] = ()
    log_total: int = 0
    language: Language = "en"
