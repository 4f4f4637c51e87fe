"""The table of the items: the same rows in the dashboard and at the end of a cell."""

from collections.abc import Sequence
from typing import Any

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.view.item_key import key_of
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import Row, latency
from checker_lab.view.shapes import curve, strip
from checker_lab.view.tree import Tree, el
from checker_lab.view.words import STILL_RUNNING, count

__all__ = ["table"]

COLUMNS = {
    "outcome": "Outcome",
    "id": "Item",
    "why": "Why",
    "latency": "Latency",
    "strip": "Last 30",
    "fails": "Failed in a row",
    "act": "Remove",
}

END = 12
"""Characters at the end of an id that stay when its middle is cut out."""

LONG = 24
"""Characters from which on an id may be cut: the keyboard can reach it, and then it is whole."""


def table(rows: Sequence[Row], language: Language, *, may_remove: bool = False) -> list[Any]:
    """The rows as a table. The roles stay a table's even where its style is not."""
    columns = [name for name in COLUMNS if may_remove or name != "act"]
    heads = [
        el("th", COLUMNS[name], scope="col", role="columnheader", class_=name) for name in columns
    ]
    body = [_row(row, language, may_remove=may_remove) for row in rows]
    return el(
        "table",
        el("thead", el("tr", *heads, role="row"), role="rowgroup"),
        el("tbody", *body, role="rowgroup"),
        role="table",
        aria_label="Items",
        class_="items may-remove" if may_remove else "items",
    )


def _row(row: Row, language: Language, *, may_remove: bool) -> list[Any]:
    mark = MARKS[row.outcome]
    badge = el(
        "span",
        el("span", mark.sign, aria_hidden="true"),
        f" {name_of(row.outcome)}",
        class_="badge",
    )
    shown = one_line(row.item_id)
    cells = [
        _cell("outcome", badge),
        _head(shown, focusable=not may_remove and len(shown) >= LONG),
        _why(row, language),
        _cell("latency", el("span", _latency(row)), *_curve(row)),
        _cell("strip", strip(row.recent) if row.recent else ""),
        _cell("fails", str(row.failures_in_a_row), some=row.failures_in_a_row > 0),
    ]
    key = key_of(row.item_id)
    if may_remove:
        name = f"Remove {shown}"
        on = {"act": "remove", "key": key}
        cells.append(
            _cell("act", el("button", "✕", type="button", aria_label=name, title=name, on=on))
        )
    return el("tr", *cells, role="row", class_=f"tone-{mark.tone}", key=key)


def _cell(kind: str, *children: Tree, some: bool = False) -> list[Any]:
    return el("td", *children, role="cell", class_=f"{kind} some" if some else kind)


def _head(shown: str, *, focusable: bool) -> list[Any]:
    """The id: if it needs more than its place, its middle is cut out."""
    start, end = shown[:-END], shown[-END:]
    parts = [el("span", start, class_="start"), el("span", end, class_="end")]
    return el(
        "th",
        el("span", *(parts if start else [shown]), class_="name"),
        scope="row",
        role="rowheader",
        class_="id",
        aria_label=shown,
        title=shown,
        tabindex=0 if focusable else None,
    )


def _why(row: Row, language: Language) -> list[Any]:
    more = _more(row)
    reason = el("span", row.reason, lang=language) if row.reason else ""
    between = " · " if row.reason and more else ""
    return el(
        "td",
        reason,
        between,
        more,
        role="cell",
        class_="why",
        title=f"{row.reason}{between}{more}" or None,
    )


def _more(row: Row) -> str:
    skips = f" (skipped {count(row.skipped, 'time')})" if row.skipped else ""
    if row.abandoned:
        for_so_long = f" for {row.runs_for:.0f} s" if row.runs_for and row.runs_for >= 1 else ""
        return f"{STILL_RUNNING}{for_so_long}{skips}"
    if row.runs_for is not None and row.runs_for >= 1:
        return f"running for {row.runs_for:.0f} s{skips}"
    return ""


def _curve(row: Row) -> list[Tree]:
    return [" ", curve(row.latencies)] if row.latencies else []


def _latency(row: Row) -> str:
    """The number; for a check in flight without a result, the time until now."""
    if row.seconds is None and row.runs_for is not None:
        return f"{latency(row.runs_for)}…"
    return latency(row.seconds)
