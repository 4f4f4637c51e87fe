"""The timeline of the board: one time axis, and a lane per item."""

from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.core.plurals import fill
from checker_lab.core.results import Outcome
from checker_lab.view import ViewState
from checker_lab.view.chart import Chart, DrawnCheck, Label, Lane, chart_of_passes, legend, sign_of
from checker_lab.view.history import LANES
from checker_lab.view.item_key import key_of
from checker_lab.view.marks import MARKS
from checker_lab.view.tree import Tree, el
from checker_lab.widgets.words import WORDS, WidgetWords

__all__ = ["timeline"]

LAST = 0.7
"""A label further right than this part of the width stands to the left of its line."""


def timeline(state: ViewState) -> list[Any]:
    """The axis, and the lanes of the first rows of the page."""
    language, words = state.language, WORDS[state.language]
    ids = [row.item_id for row in state.rows[:LANES]]
    chart = chart_of_passes(state.panels, ids, state.interval, state.timeout, language=language)
    parts: list[Tree] = [el("p", _about(chart, len(ids), state))]
    if chart.lanes:
        key = el("p", legend(chart.lanes, language), class_="quiet")
        parts += [_chart(chart, words), key]
    region = el("div", *parts, class_="timeline", role="group", aria_label=words.timeline)
    return el("details", el("summary", words.last_passes), region, open=True)


def _about(chart: Chart, shown: int, state: ViewState) -> str:
    if not chart.lanes or shown == state.matching:
        return chart.about
    words = WORDS[state.language]
    text = words.first_of_page if state.page else words.first_of_items
    return fill(state.language, text, chart.about, shown, state.matching)


def _chart(chart: Chart, words: WidgetWords) -> list[Any]:
    lines = [
        *(_line("tick", tick) for tick in chart.ticks),
        *(_line("timeout", timeout) for timeout in chart.timeouts),
    ]
    heads = [
        el("th", el("span", name, class_="unseen"), scope="col", role="columnheader")
        for name in (words.item, words.checks)
    ]
    table = el(
        "table",
        el("thead", el("tr", *heads, role="row"), role="rowgroup"),
        el("tbody", *map(_lane, chart.lanes), role="rowgroup"),
        role="table",
        aria_label=words.timeline,
    )
    return el("div", el("div", *lines, class_="grid", aria_hidden="true"), table, class_="chart")


def _line(kind: str, label: Label) -> list[Any]:
    if label.at > LAST:
        return el("span", label.text, class_=f"{kind} last", style=f"right: {_part(1 - label.at)}")
    return el("span", label.text, class_=kind, style=f"left: {_part(label.at)}")


def _lane(lane: Lane) -> list[Any]:
    shown = one_line(lane.item_id)
    drawn = [part for check in lane.checks for part in _check(check)]
    return el(
        "tr",
        el("th", shown, scope="row", role="rowheader", class_="id", title=shown),
        el(
            "td",
            el("span", *drawn, class_="lane", aria_hidden="true"),
            el("span", "; ".join(check.text for check in lane.checks), class_="unseen"),
            role="cell",
        ),
        role="row",
        key=key_of(lane.item_id),
    )


def _check(check: DrawnCheck) -> list[Tree]:
    """A bar, a dot or stripes, and the line on which it goes on."""
    end = check.start + check.length
    is_dot = check.outcome is Outcome.SKIPPED and not check.length
    parts: list[Tree] = []
    if check.outcome is not None and not is_dot:
        parts.append(
            _bar(f"bar {MARKS[check.outcome].tone}", check.start, check.length, check.text)
        )
    if check.outcome is None and not check.goes_on:
        parts.append(_bar("bar in-flight", check.start, check.length, check.text))
    if check.goes_on:
        parts.append(_bar("goes-on", end, check.goes_on, check.text))
    if check.outcome is not None:
        left = f"min(max({_part(end)}, {_part(check.start)} + 4px), 100% - 1.2em)"
        kind = "sign dot" if is_dot else "sign"
        sign = sign_of(check.outcome)
        parts.append(el("span", sign, class_=kind, style=f"left: {left}", title=check.text))
    return parts


def _bar(kind: str, start: float, length: float, text: str) -> list[Any]:
    return el(
        "span", class_=kind, style=f"left: {_part(start)}; width: {_part(length)}", title=text
    )


def _part(part: float) -> str:
    return f"{100 * part:.2f}%"
