"""A snapshot as an HTML table, for the end of a cell. It escapes all text from outside."""

from html import escape

from checker_lab.core.lines import one_line
from checker_lab.core.snapshot import Snapshot
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import Row, latency, rows_of
from checker_lab.view.words import STILL_RUNNING, count

__all__ = ["snapshot_html"]

ROWS = 50
"""Items that the table shows; it counts the others."""

COLUMNS = ("Item", "Outcome", "Why", "Latency", "Checks", "Failed in a row")


def snapshot_html(snapshot: Snapshot) -> str:
    """The state of the checker in one line, and below it the table of the items."""
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS)
    rows = rows_of(snapshot, ROWS)
    body = "".join(_row(row, snapshot.language) for row in rows)
    hidden = len(snapshot.items) - len(rows)
    more = f"<p>… and {count(hidden, 'item')} more</p>" if hidden > 0 else ""
    return (
        f"<div><p>{escape(_state(snapshot))}</p><table><thead><tr>{heads}</tr></thead>"
        f"<tbody>{body}</tbody></table>{more}</div>"
    )


def _state(snapshot: Snapshot) -> str:
    state = "▶ Running" if snapshot.running else "■ Not running"
    parts = [f"pass {snapshot.pass_number}", count(len(snapshot.items), "item")]
    if snapshot.missed_passes:
        parts.append(f"{count(snapshot.missed_passes, 'pass', 'passes')} missed")
    if snapshot.abandoned:
        parts.append(f"{count(len(snapshot.abandoned), 'check')} {STILL_RUNNING}")
    return f"{state}: {', '.join(parts)}"


def _row(row: Row, language: str) -> str:
    sign = MARKS[row.outcome].sign
    words = f' <span lang="{language}">{escape(row.words)}</span>' if row.words else ""
    why = f'<span lang="{language}">{escape(row.reason)}</span>' if row.reason else ""
    if row.abandoned:
        why += f"{'; ' if why else ''}{STILL_RUNNING}"
    return (
        f'<tr><th scope="row">{escape(one_line(row.item_id))}</th>'
        f'<td><span aria-hidden="true">{sign}</span> {name_of(row.outcome)}{words}</td>'
        f"<td>{why}</td><td>{latency(row.seconds)}</td>"
        f"<td>{row.checks}</td><td>{row.failures_in_a_row}</td></tr>"
    )
