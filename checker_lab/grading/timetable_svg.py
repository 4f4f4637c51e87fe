"""The timetable of the checks as SVG.

The data crosses from the process that ran the code, so every text of it is escaped here and every
number is made one.
"""

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from math import isfinite
from typing import Any, NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.lines import printable
from checker_lab.grading.sentences import Sentence, say, translated

__all__ = ["LONGEST_CHART", "timetable_svg"]

# Checks of a chart that are sent, and intervals that it shows.
LONGEST_CHART = 400
INTERVALS = 7
WIDTH, LEFT, RIGHT, LANE, TOP_LINE = 560, 84, 12, 24, 14
# About how wide a letter is.
LETTER = 6.6
MOST_LANES, MOST_FLAGS = 12, 8


class _Bar(NamedTuple):
    item: str
    start: float
    end: float | None
    is_cancelled: bool


class _Flag(NamedTuple):
    at: float
    name: str
    row: int
    is_left: bool


def timetable_svg(data: Mapping[str, Any] | None, language: Language) -> str:
    """Return the SVG; "" if there is no data for one."""
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
    """Draw a lane for each item, a line for each tick, and a flag for each moment."""
    lanes = list(_lanes(bars))[:MOST_LANES]
    if not lanes or interval <= 0:
        return ""
    start, end = _window(bars, moments, interval)
    scale = (WIDTH - LEFT - RIGHT) / (end - start)
    flags = _flags([(at, name) for at, name in moments if start <= at <= end], start, scale)
    roof = TOP_LINE * (1 + max((flag.row for flag in flags), default=0)) + 6
    floor = roof + LANE * len(lanes)

    def x(moment: float) -> float:
        return round(LEFT + (min(max(moment, start), end) - start) * scale, 1)

    parts = [_tick(number, interval, x, roof, floor) for number in _ticks(start, end, interval)]
    for row, lane in enumerate(lanes):
        top = roof + LANE * row
        parts.append(_label(lane[0].item, top))
        shown = [bar for bar in lane if start <= bar.start <= end]
        parts += [_check(bar, x, top, end, language) for bar in shown]
    parts += [_flag(flag, floor) for flag in flags]
    about = say(
        "Timetable: {lanes:item|items}, from {start:.2f} s to {end:.2f} s; a dashed line marks "
        "each tick of the interval of {interval:g} s. The same as text stands below.",
        lanes=len({lane[0].item for lane in lanes}),
        start=start,
        end=end,
        interval=interval,
    ).in_language(language)
    legend = translated(
        "▬ a check · dashed line: a tick of the interval · → still in flight · × cancelled",
        language,
    )
    return (
        f'<svg class="timetable" viewBox="0 0 {WIDTH} {floor + 22}" role="img" '
        f'aria-label="{_text(about)}">{"".join(parts)}</svg>'
        f'<p class="legend" aria-hidden="true">{_text(legend)}</p>'
    )


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


def _ticks(start: float, end: float, interval: float) -> Iterable[int]:
    first = max(0, int(start / interval))
    return (
        number for number in range(first, int(end / interval) + 1) if number * interval >= start
    )


def _tick(number: int, interval: float, x: Any, roof: int, floor: int) -> str:
    at = x(number * interval)
    return (
        f'<line class="tick" x1="{at}" x2="{at}" y1="{roof - 4}" y2="{floor}"/>'
        f'<text class="axis" x="{at}" y="{floor + 15}" text-anchor="middle">'
        f"{number * interval:.4g}</text>"
    )


def _label(item: str, top: int) -> str:
    short = item if len(item) <= 12 else f"{item[:5]}…{item[-6:]}"
    return (
        f'<text x="{LEFT - 8}" y="{top + 15}" text-anchor="end">'
        f"<title>{_text(item)}</title>{_text(short)}</text>"
    )


def _check(bar: _Bar, x: Any, top: int, end: float, language: Language) -> str:
    left = x(bar.start)
    right = x(end if bar.end is None else bar.end)
    kind = "open" if bar.end is None else "cancelled" if bar.is_cancelled else "done"
    second = translated("s", language)
    until = "…" if bar.end is None else f"{bar.end:.2f}"
    mark = {"open": "→", "cancelled": "×", "done": ""}[kind]
    sign = (
        f'<text class="sign" x="{right + 2}" y="{top + 17}" text-anchor="start">{mark}</text>'
        if mark and right < WIDTH - 14
        else f'<text class="sign" x="{right - 2}" y="{top + 17}" text-anchor="end">{mark}</text>'
        if mark
        else ""
    )
    return (
        f'<rect class="check {kind}" x="{left}" y="{top + 5}" width="{max(right - left, 3):.1f}" '
        f'height="{LANE - 11}" rx="2">'
        f"<title>{_text(bar.item)}: {bar.start:.2f}–{until} {second}</title>"
        f"</rect>{sign}"
    )


def _flags(moments: list[tuple[float, str]], start: float, scale: float) -> list[_Flag]:
    """Place the names of moments in rows, so that none covers another."""
    flags: list[_Flag] = []
    # Where each row ends so far.
    ends: list[float] = []
    for moment, name in sorted(moments, key=lambda one: one[0])[:MOST_FLAGS]:
        at = round(LEFT + (moment - start) * scale, 1)
        text = name[:40]
        width = LETTER * len(text) + 10
        is_left = at + width > WIDTH
        first, last = (at - width, at) if is_left else (at, at + width)
        row = next((row for row, end in enumerate(ends) if end <= first), len(ends))
        ends[row : row + 1] = [last]
        flags.append(_Flag(at, text, row, is_left))
    return flags


def _flag(flag: _Flag, floor: int) -> str:
    anchor, shift = ("end", -4) if flag.is_left else ("start", 4)
    top = TOP_LINE * flag.row
    return (
        f'<line class="moment" x1="{flag.at}" x2="{flag.at}" y1="{top + 2}" y2="{floor}"/>'
        f'<text class="moment-name" x="{flag.at + shift}" y="{top + 12}" '
        f'text-anchor="{anchor}">{_text(flag.name)}</text>'
    )


def _text(text: str) -> str:
    return escape(printable(text))
