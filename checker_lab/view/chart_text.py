"""Writes lanes on one time axis as text, for where no HTML is shown."""

from collections.abc import Iterator, Sequence

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.plurals import fill
from checker_lab.view.chart import DrawnCheck, Group, Label, Lane, sign_of
from checker_lab.view.words import WORDS

__all__ = ["chart_text"]

WIDTH = 50
"""Characters of the axis."""

NAMES = 12
"""Characters of an id that are shown."""


def chart_text(groups: Sequence[Group], ticks: Sequence[Label], language: Language) -> str:
    """The lanes of all groups on one axis, with the labels of the ticks below."""
    return "\n".join(line.rstrip() for line in _lines(groups, ticks, language))


def _lines(groups: Sequence[Group], ticks: Sequence[Label], language: Language) -> Iterator[str]:
    for group in groups:
        yield f"{one_line(group.title)} {group.about}"
        for lane in group.lanes:
            yield f"  {one_line(lane.item_id)[:NAMES]:{NAMES}} {_bars(lane)}"
        if group.hidden:
            yield f"  {fill(language, WORDS[language].more_lanes, group.hidden)}"
    yield f"  {'':{NAMES}} {_axis(ticks)}"


def _bars(lane: Lane) -> str:
    line: list[str] = []
    for check in lane.checks:
        start = round(check.start * WIDTH)
        line += " " * (start - len(line))
        line[start:] = _bar(check)
    return "".join(line)


def _bar(check: DrawnCheck) -> str:
    bar = ("▒" if check.outcome is None else "█") * round(check.length * WIDTH)
    tail = "┈" * round(check.goes_on * WIDTH)
    return f"{bar}{sign_of(check.outcome)}{tail}"


def _axis(ticks: Sequence[Label]) -> str:
    line = ""
    for at, text in ticks:
        line = f"{line:{round(at * WIDTH)}}{text}"
    return line
