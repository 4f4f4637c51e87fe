"""The table of the items: the same rows in the dashboard and at the end of a cell."""

from collections.abc import Sequence
from typing import Any

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.core.plurals import fill
from checker_lab.view.item_key import key_of
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import Row, latency
from checker_lab.view.shapes import curve, strip
from checker_lab.view.tree import Tree, el
from checker_lab.view.words import WORDS

__all__ = ["table"]

END = 12
"""Characters at the end of an id that stay when its middle is cut out."""

LONG = 24
"""Characters from which on an id may be cut: the keyboard can reach it, and then it is whole."""


def table(rows: Sequence[Row], language: Language, *, may_remove: bool = False) -> list[Any]:
    """The rows as a table. The roles stay a table's even where its style is not."""
    words = WORDS[language]
    columns = {
        "outcome": words.outcome,
        "id": words.item,
        "why": words.why,
        "latency": words.latency,
        "strip": words.recent,
        "fails": words.in_a_row,
    } | ({"act": words.remove} if may_remove else {})
    heads = [
        el("th", head, scope="col", role="columnheader", class_=name)
        for name, head in columns.items()
    ]
    body = [_row(row, language, may_remove=may_remove) for row in rows]
    return el(
        "table",
        el("thead", el("tr", *heads, role="row"), role="rowgroup"),
        el("tbody", *body, role="rowgroup"),
        role="table",
        aria_label=words.table,
        class_="items may-remove" if may_remove else "items",
    )


def _row(row: Row, language: Language, *, may_remove: bool) -> list[Any]:
    mark = MARKS[row.outcome]
    badge = el(
        "span",
        el("span", mark.sign, aria_hidden="true"),
        f" {name_of(row.outcome, language)}",
        class_="badge",
    )
    shown = one_line(row.item_id)
    cells = [
        _cell("outcome", badge),
        _head(shown, focusable=not may_remove and len(shown) >= LONG),
        _why(row, language),
        _cell("latency", el("span", _latency(row, language)), *_curve(row, language)),
        _cell("strip", strip(row.recent, language) if row.recent else ""),
        _cell("fails", str(row.failures_in_a_row), some=row.failures_in_a_row > 0),
    ]
    key = key_of(row.item_id)
    if may_remove:
        name = WORDS[language].remove_item.format(shown)
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
    more = _more(row, language)
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


def _more(row: Row, language: Language) -> str:
    words = WORDS[language]
    skips = fill(language, words.skips, row.skipped) if row.skipped else ""
    if row.runs_for is None or row.runs_for < 1:
        return f"{words.still_running}{skips}" if row.abandoned else ""
    text = words.still_running_for if row.abandoned else words.running_for
    return f"{text.format(row.runs_for)}{skips}"


def _curve(row: Row, language: Language) -> list[Tree]:
    return [" ", curve(row.latencies, language)] if row.latencies else []


def _latency(row: Row, language: Language) -> str:
    """The number; for a check in flight without a result, the time until now."""
    if row.seconds is None and row.runs_for is not None:
        return f"{latency(row.runs_for, language)}…"
    return latency(row.seconds, language)
