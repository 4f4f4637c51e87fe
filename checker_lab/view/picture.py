"""The picture: all that is shown of a checker at one moment."""

from typing import NamedTuple

from checker_lab.core.language import Language
from checker_lab.view.rows import Row
from checker_lab.view.timeline import Panel

__all__ = ["ROWS", "Page", "Picture", "Progress"]

ROWS = 50
"""Rows of one page."""


class Progress(NamedTuple):
    """How far the latest pass is: `ended` checks of `items`."""

    ended: int = 0
    items: int = 0


class Page(NamedTuple):
    """Which rows are wanted: those of page `number`, counted from 0, and of which items."""

    number: int = 0
    only_unwell: bool = False


class Picture(NamedTuple):
    """All that is shown at one moment.

    `rows` are those of the page, which is `page` (counted from 0) of `pages`; `shown` is how many
    items its pages have, of all `items`, of which `failing` failed when they were last checked.
    `stopped` is the line of the last stop and its report in words, while no run has begun since;
    `log` has the newest line first, and `heard` counts all lines that it ever had. `interval` and
    `timeout` are in seconds. `slowest` is the longest check of the page, in seconds.
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
    progress: Progress = Progress()
    rows: tuple[Row, ...] = ()
    shown: int = 0
    page: int = 0
    pages: int = 1
    only_unwell: bool = False
    panels: tuple[Panel, ...] = ()
    stopped: tuple[str, ...] = ()
    log: tuple[str, ...] = ()
    heard: int = 0
    language: Language = "ru"

    @property
    def slowest(self) -> float:
        """The longest that the last check of one of the rows took, in seconds."""
        return max((row.seconds for row in self.rows if row.seconds is not None), default=0.0)
