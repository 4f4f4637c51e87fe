"""The last passes of some checkers in one chart, on one scale."""

from collections.abc import Mapping
from math import floor, log10
from typing import Protocol

from checker_lab.core.language import Language
from checker_lab.core.snapshot import Snapshot
from checker_lab.view.chart import Axis, Group, Label, concurrency, lanes_on
from checker_lab.view.chart_html import chart_html
from checker_lab.view.chart_text import chart_text
from checker_lab.view.timeline import Panel, Timeline
from checker_lab.view.words import WORDS

__all__ = ["PassChart", "timeline"]

LANES = 20
"""Items of one checker that have a lane; it counts the others."""

TICKS = 6
"""The axis has about so many."""

MARGIN = 1.06
"""Width of the axis, in durations of the longest pass: room for the last mark."""


class HasSnapshot(Protocol):
    """A checker in threads, in tasks or over a cluster."""

    def snapshot(self) -> Snapshot: ...


def timeline(**checkers: HasSnapshot) -> "PassChart":
    """Draw the last pass of each checker, all on one scale, as the last value of a cell.

    Each pass starts at 0 s. With a `ManualClock` the chart is the same in every run. It speaks the
    language of the first checker.

    Args:
        checkers: checkers that have made a pass, each under the title of its part of the chart.

    Raises:
        TypeError: an argument is no checker, or there is none.
        ValueError: a checker has not checked anything yet.
    """
    if not checkers:
        raise TypeError("timeline() needs at least one checker, like timeline(threads=checker)")
    passes = {title: _last_pass(title, checker) for title, checker in checkers.items()}
    first = next(iter(checkers.values()))
    return PassChart(passes, first.snapshot().language)


class PassChart:
    """A chart of passes that start together. As the last value of a cell it shows itself.

    Args:
        passes: the pass under each title, and how many items it has.
        language: of all that is in words.
    """

    def __init__(self, passes: Mapping[str, tuple[Panel, int]], language: Language) -> None:
        self._language = language
        longest = max(panel.lasted for panel, _ in passes.values())
        self._axis = Axis(0.0, MARGIN * (longest or 1.0))
        self._ticks = tuple(_ticks(self._axis, longest, language))
        self._groups = [self._group(title, *each) for title, each in passes.items()]

    def __repr__(self) -> str:
        return chart_text(self._groups, self._ticks, self._language)

    def _repr_html_(self) -> str:
        titles = ", ".join(f"{group.title}: {group.about}" for group in self._groups)
        title = WORDS[self._language].passes.format(titles)
        return chart_html(self._groups, self._ticks, title, self._language)

    def _group(self, title: str, panel: Panel, items: int) -> Group:
        # Each pass starts at 0 s of the common axis.
        bars = [bar._replace(started_at=bar.started_at - panel.started_at) for bar in panel.bars]
        ids = dict.fromkeys(bar.item_id for bar in bars)
        lanes = lanes_on(self._axis, bars, ids, self._language, with_starts=True)
        return Group(title, _about(panel, self._language), lanes, items - len(lanes))


def _last_pass(title: str, checker: HasSnapshot) -> tuple[Panel, int]:
    """The last pass of a checker with its first bars, and how many items it has."""
    if not callable(getattr(checker, "snapshot", None)):
        raise TypeError(f"{title}={checker!r} is no checker: give one that has made a pass")
    snapshot = checker.snapshot()
    line = Timeline()
    line.catch_up(snapshot)
    panels = line.panels(snapshot, list(snapshot.items)[:LANES])
    if not panels:
        raise ValueError(f"{title} has not checked anything yet: let it make a pass first")
    return panels[-1], len(snapshot.items)


def _about(panel: Panel, language: Language) -> str:
    words = WORDS[language]
    took = words.pass_goes_on if panel.seconds is None else words.length.format(panel.seconds)
    return f"{took}{concurrency(panel, language)}"


def _ticks(axis: Axis, longest: float, language: Language) -> list[Label]:
    """Ticks at round numbers of seconds."""
    step = _round(longest / TICKS) if longest else 1.0
    moments = [number * step for number in range(floor(longest / step + 1e-9) + 1)]
    text = WORDS[language].moment
    return [Label(axis.part(moment), text.format(moment)) for moment in moments]


def _round(seconds: float) -> float:
    """The next 1, 2 or 5 times a power of ten."""
    power = 10.0 ** floor(log10(seconds))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= seconds)
