"""Draws lanes on one time axis as HTML, for the end of a cell and for reports.

An untrusted notebook loses style sheets, SVG and ARIA attributes. So this is a table of real text,
and its inline styles use only what JupyterLab lets through: plain colours, which fit light and
dark themes. The sheet adds the colours of the theme.
"""

from collections.abc import Iterable, Sequence
from html import escape

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.plurals import fill
from checker_lab.core.results import Outcome
from checker_lab.view.chart import DrawnCheck, Group, Label, Lane, legend, sign_of
from checker_lab.view.marks import MARKS
from checker_lab.view.words import WORDS

__all__ = ["chart_html"]

# Each has a contrast of 3:1 or more to white and to black. The mark says the same.
COLORS = {
    "good": "#2b9348",
    "warn": "#b7791f",
    "late": "#8957e5",
    "bad": "#e5484d",
    "none": "#808080",
}
NAMES = (3.0, 9.0)
"""The least and the largest width of the column with the ids, in em."""

LETTER = 0.62
"""About how wide a letter is, in em."""

LAST = 0.88
"""A label further right than this part of the width stands to the left of its line."""

MIDDLE = 0.5
"""So does the name of a moment that is further right than this."""

NARROW = 26.0
"""The least width of the axis for which names of moments are placed, in em."""

SHEET = """<style>
.checker-lab-chart { color: var(--jp-ui-font-color0, inherit);
  font-family: var(--jp-ui-font-family, sans-serif); font-size: var(--jp-ui-font-size1, 13px); }
.checker-lab-chart table { color: inherit !important; font-size: inherit !important; }
.checker-lab-chart .good { background: var(--jp-success-color1, #2b9348) !important; }
.checker-lab-chart .warn { background: var(--jp-warn-color1, #b7791f) !important; }
.checker-lab-chart .bad { background: var(--jp-error-color1, #e5484d) !important; }
.checker-lab-chart .over { background: var(--jp-layout-color0, transparent); }
</style>"""

PLOT = "position: relative"
FRAME = "margin: 4px 0; max-width: 60em; font-size: 13px; line-height: 1.3"
GRID = "position: absolute; left: {0}; right: 0; top: 0; bottom: 0; margin: 0"
TICK = (
    "position: absolute; top: 0; bottom: 0; {0}: {1}; padding: 0 2px; white-space: nowrap; "
    "font-size: 0.9em; border-{0}: 1px solid rgba(128, 128, 128, 0.4)"
)
FLAG = (
    "position: absolute; top: {2}; bottom: 0; {0}: {1}; padding: 0 4px; white-space: nowrap; "
    "font-size: 0.9em; border-{0}: 2px solid #e5484d"
)
TABLE = (
    "position: relative; table-layout: fixed; width: 100%; margin: 0; border: none; "
    "border-collapse: collapse"
)
ROW = "background: none; border: none"
HEAD = (
    "text-align: left; padding: 6px 0 2px 0; border: none; white-space: normal; max-width: none; "
    "font-weight: normal"
)
NAME = (
    "width: {0}; box-sizing: border-box; text-align: left; padding: 0 8px 0 0; border: none; "
    "font-weight: normal; overflow: hidden; text-overflow: ellipsis; white-space: nowrap"
)
TOP = "height: {0:.3g}em; vertical-align: top"
BARE = "border: none"
CELL = "text-align: left; padding: 0; border: none; max-width: none"
LANE = "display: block; position: relative; height: 1.3em"
BAR = (
    "position: absolute; left: {0}; width: {1}; min-width: 4px; top: 0.25em; height: 0.8em; "
    "box-sizing: border-box; border-radius: 1px; background: {2}"
)
OPEN = (
    "position: absolute; left: {0}; width: {1}; min-width: 4px; top: 0.25em; height: 0.8em; "
    "box-sizing: border-box; border: 2px dashed {2}"
)
TAIL = "position: absolute; left: {0}; width: {1}; top: 0.6em; border-top: 2px dotted {2}"
LEGEND = "margin: 4px 0 0 0; font-size: 0.9em"
SIGN = "position: absolute; left: {0}; top: 0; padding: 0 0 0 3px; font-size: 0.9em"
UNSEEN = (
    "position: absolute; width: 1px; height: 1px; overflow: hidden; clip: rect(0, 0, 0, 0); "
    "white-space: nowrap"
)


def chart_html(
    groups: Sequence[Group],
    ticks: Iterable[Label],
    title: str,
    language: Language,
    *,
    moments: Sequence[Label] = (),
    key: str | None = None,
) -> str:
    """The lanes of all groups on one axis, under the labels of the ticks.

    Args:
        groups: the lanes.
        ticks: lines across the lanes.
        title: what the chart shows, for a screen reader.
        language: of all that is in words.
        moments: further lines, each with a name.
        key: what the marks mean, in place of `legend()`.
    """
    lanes = [lane for group in groups for lane in group.lanes]
    names = _width_of_names(lanes)
    rows = _rows(moments)
    flags = "".join(_flag(moment, row) for moment, row in zip(moments, rows, strict=True))
    said = legend(lanes, language) if key is None else key
    head = TOP.format(1.3 + 1.2 * (max(rows, default=-1) + 1))
    body = "".join(_group(group, names, language) for group in groups)
    return (
        f'{SHEET}<div class="checker-lab-chart" role="group" aria-label="{_text(title)}" '
        f'style="{FRAME}"><div style="{PLOT}"><div aria-hidden="true" style="{GRID.format(names)}">'
        f'{"".join(map(_tick, ticks))}{flags}</div><table style="{TABLE}"><thead style="{BARE}">'
        f'<tr style="{ROW}"><td style="{NAME.format(names)}; {head}">&nbsp;</td>'
        f'<td style="{CELL}"></td></tr></thead>{body}</table></div>'
        f'<p style="{LEGEND}">{_text(said)}</p></div>'
    )


def _rows(moments: Iterable[Label]) -> list[int]:
    """The row of each name, so that none covers another on an axis of `NARROW`."""
    rows: list[int] = []
    ends: list[float] = []
    for at, text in moments:
        width = (LETTER * len(text) + 1) / NARROW
        first, last = (at - width, at) if at > MIDDLE else (at, at + width)
        row = next((row for row, end in enumerate(ends) if end <= first), len(ends))
        ends[row : row + 1] = [last]
        rows.append(row)
    return rows


def _width_of_names(lanes: Iterable[Lane]) -> str:
    least, largest = NAMES
    longest = max((len(one_line(lane.item_id)) for lane in lanes), default=0)
    return f"{min(max(LETTER * longest + 1, least), largest):.4g}em"


def _tick(tick: Label) -> str:
    return f'<span style="{TICK.format(*_side(tick.at, LAST))}">{_text(tick.text)}</span>'


def _flag(moment: Label, row: int) -> str:
    look = FLAG.format(*_side(moment.at, MIDDLE), f"{1.3 + 1.2 * row:.3g}em")
    return f'<span style="{look}"><b class="over">{_text(moment.text)}</b></span>'


def _side(at: float, last: float) -> tuple[str, str]:
    """The side of a line on which its label does not stand, and how far from that edge it is."""
    return ("right", _percent(1 - at)) if at > last else ("left", _percent(at))


def _group(group: Group, names: str, language: Language) -> str:
    head = f'<span class="over"><b>{_text(group.title)}</b> {_text(group.about)}</span>'
    rows = [_wide_row("th", head)] if group.title else []
    rows += [_row(lane, names) for lane in group.lanes]
    if group.hidden:
        hidden = fill(language, WORDS[language].more_lanes, group.hidden)
        rows.append(_wide_row("td", hidden))
    return f"<tbody>{''.join(rows)}</tbody>"


def _wide_row(tag: str, html: str) -> str:
    scope = ' scope="rowgroup"' if tag == "th" else ""
    cell = f'<{tag}{scope} colspan="2" style="{HEAD}">{html}</{tag}>'
    return f'<tr style="{ROW}">{cell}</tr>'


def _row(lane: Lane, names: str) -> str:
    name = _text(lane.item_id)
    said = "; ".join(_text(check.text) for check in lane.checks)
    bars = "".join(map(_check, lane.checks))
    return (
        f'<tr style="{ROW}"><th scope="row" title="{name}" style="{NAME.format(names)}">{name}</th>'
        f'<td style="{CELL}"><span title="{said}" style="{LANE}">'
        f'<span style="{UNSEEN}">{said}</span>{bars}</span></td></tr>'
    )


def _check(check: DrawnCheck) -> str:
    sign, tone = check.mark or (sign_of(check.outcome), MARKS[check.outcome].tone)
    has_ended = check.outcome is not None or check.mark is not None
    color = COLORS[tone]
    end = check.start + check.length
    parts = []
    if not (has_ended or check.goes_on):
        parts.append(_span("", OPEN, check.start, check.length, color))
    elif has_ended and (check.length or check.outcome is not Outcome.SKIPPED):
        parts.append(_span(tone, BAR, check.start, check.length, color))
    if check.goes_on:
        parts.append(_span("", TAIL, end, check.goes_on, COLORS["late"]))
    if has_ended and sign:
        at = SIGN.format(_percent(end))
        parts.append(f'<span class="over" aria-hidden="true" style="{at}">{sign}</span>')
    return "".join(parts)


def _span(tone: str, look: str, start: float, length: float, color: str) -> str:
    style = look.format(_percent(start), _percent(length), color)
    return f'<span class="{tone}" aria-hidden="true" style="{style}"></span>'


def _percent(part: float) -> str:
    return f"{100 * part:.4g}%"


def _text(text: str) -> str:
    return escape(one_line(text))
