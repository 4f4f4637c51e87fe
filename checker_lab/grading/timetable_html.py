"""The timetable of the checks as HTML.

The data crosses from the process that ran the code, so every number is made one; the chart escapes
every text.
"""

from collections.abc import Iterator, Mapping
from math import isfinite
from typing import Any, NamedTuple

from checker_lab.core.language import Language
from checker_lab.grading.sentences import Sentence, say, translated
from checker_lab.grading.verdicts import LONGEST_CHART
from checker_lab.view.chart import Axis, DrawnCheck, Group, Label, Lane
from checker_lab.view.chart_html import chart_html
from checker_lab.view.marks import Mark

__all__ = ["timetable_html"]

# Intervals that a chart shows.
INTERVALS = 7
MOST_LANES, MOST_MOMENTS, LONGEST_NAME = 12, 8, 40

DONE, CANCELLED = Mark("", "none"), Mark("×", "none")


class _Bar(NamedTuple):
    item: str
    start: float
    end: float | None
    is_cancelled: bool


def timetable_html(data: Mapping[str, Any] | None, language: Language) -> str:
    """Return the HTML; "" if there is no data for one."""
    match data:
        case {"checks": list(checks), "moments": list(moments), "interval": interval}:
            return _timetable(
                _bars(checks), _moments(moments, language), _number(interval), language
            )
    return ""


def _bars(checks: list[Any]) -> list[_Bar]:
    return [
        _Bar(
            str(item),
            _number(start),
            None if end is None else _number(end),
            bool(cancelled),
        )
        for item, start, end, cancelled in checks[:LONGEST_CHART]
    ]


def _moments(moments: list[Any], language: Language) -> list[tuple[float, str]]:
    return [(_number(at), _name(name, language)) for at, name in moments[:LONGEST_CHART]]


def _name(name: Any, language: Language) -> str:
    """Return the name of a moment, which may be a sentence."""
    return Sentence.from_dict(name).in_language(language) if isinstance(name, dict) else str(name)


def _number(value: Any) -> float:
    number = float(value)
    return number if isfinite(number) else 0.0


def _timetable(
    bars: list[_Bar], moments: list[tuple[float, str]], interval: float, language: Language
) -> str:
    """Draw a lane for each item, a line for each tick, and a named line for each moment."""
    every = list(_lanes(bars))
    lanes = every[:MOST_LANES]
    if not lanes or interval <= 0:
        return ""
    axis = Axis(*_window(bars, moments, interval))
    second = translated("s", language)
    about = say(
        "Timetable: {lanes:item|items}, from {start:.2f} s to {end:.2f} s; a line marks each tick "
        "of the interval of {interval:g} s. The same as text stands below.",
        lanes=len({lane[0].item for lane in lanes}),
        start=axis.start,
        end=axis.end,
        interval=interval,
    ).in_language(language)
    key = "▬ a check · line: a tick of the interval · dashed: still in flight · × cancelled"
    return chart_html(
        [Group("", "", [_lane(lane, axis, second) for lane in lanes])],
        list(_ticks(axis, interval, second)),
        about,
        language,
        moments=list(_named(moments, axis)),
        key=translated(key, language) + _rest(len(lanes), len(every), language),
    )


def _rest(shown: int, every: int, language: Language) -> str:
    """Say how many lanes the chart leaves out; the text below it has them all."""
    if shown == every:
        return ""
    said = say(
        "the first {shown} of {every} rows; all of them stand below", shown=shown, every=every
    )
    return " · " + said.in_language(language)


def _lanes(bars: list[_Bar]) -> Iterator[list[_Bar]]:
    """Put the checks of each item into a lane, and those that overlap into lanes of their own."""
    for item in dict.fromkeys(bar.item for bar in bars):
        lanes: list[list[_Bar]] = []
        for bar in sorted((bar for bar in bars if bar.item == item), key=lambda bar: bar.start):
            lane = next((lane for lane in lanes if _is_free(lane, bar.start)), None)
            if lane is None:
                lanes.append([bar])
            else:
                lane.append(bar)
        yield from lanes


def _is_free(lane: list[_Bar], moment: float) -> bool:
    end = lane[-1].end
    return end is not None and end <= moment


def _window(
    bars: list[_Bar], moments: list[tuple[float, str]], interval: float
) -> tuple[float, float]:
    """Return which seconds to show: the beginning, or what is around the last moment."""
    ends = [bar.start if bar.end is None else bar.end for bar in bars]
    last = max([*ends, *(at for at, _ in moments)])
    most = INTERVALS * interval
    if last <= most:
        # With a long interval all may be over before its first tick.
        margin = min(0.4 * interval, max(0.3 * last, 0.01))
        return 0.0 - 0.25 * margin, last + margin
    late = max((at for at, _ in moments), default=0.0)
    if late <= most:
        return 0.0 - 0.1 * interval, most
    return late - 0.6 * most, late + 0.4 * most


def _ticks(axis: Axis, interval: float, second: str) -> Iterator[Label]:
    numbers = range(max(0, int(axis.start / interval)), int(axis.end / interval) + 1)
    unit = f" {second}"
    for moment in (number * interval for number in numbers):
        if moment >= axis.start:
            yield Label(axis.part(moment), f"{moment:.4g}{unit}")
            unit = ""  # the first label has it


def _lane(lane: list[_Bar], axis: Axis, second: str) -> Lane:
    shown = [bar for bar in lane if axis.start <= bar.start <= axis.end]
    return Lane(lane[0].item, tuple(_check(bar, axis, second) for bar in shown))


def _check(bar: _Bar, axis: Axis, second: str) -> DrawnCheck:
    start = axis.part(bar.start)
    length = axis.part(axis.end if bar.end is None else bar.end) - start
    until = "…" if bar.end is None else f"{bar.end:.2f}"
    text = f"{bar.start:.2f}–{until} {second}"
    mark = None if bar.end is None else CANCELLED if bar.is_cancelled else DONE
    return DrawnCheck(None, start, length, 0.0, text, mark)


def _named(moments: list[tuple[float, str]], axis: Axis) -> Iterator[Label]:
    shown = sorted(moment for moment in moments if axis.start <= moment[0] <= axis.end)
    for at, name in shown[:MOST_MOMENTS]:
        yield Label(axis.part(at), name[:LONGEST_NAME])
