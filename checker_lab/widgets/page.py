"""How a picture looks: HTML, in which all that comes from outside is escaped."""

from html import escape
from typing import NamedTuple

from checker_lab.messages import name_and_text, one_line
from checker_lab.model import Outcome
from checker_lab.widgets.model import Picture, Row, count

__all__ = ["STYLE", "note", "page", "trouble"]

ROWS = 100
"""Items that are shown; of more than these only their number."""


class Look(NamedTuple):
    """The mark of an outcome, and the name of its colour: the mark says it without the colour."""

    mark: str
    colour: str


LOOKS = {
    None: Look("…", "none"),
    Outcome.PASS: Look("✓", "good"),
    Outcome.WARN: Look("!", "warn"),
    Outcome.FAIL: Look("✗", "bad"),
    Outcome.TIMEOUT: Look("◔", "bad"),
    Outcome.PANIC: Look("‼", "bad"),
    Outcome.SKIPPED: Look("→", "none"),
}

COLUMNS = ("Item", "Outcome", "Why", "Latency", "Checks", "Failed", "Skipped")

# The colours are JupyterLab's own, so they follow its theme; they are never behind text, since not
# each of them can be read from. What follows a comma is for places that have no such theme.
STYLE = """<style>
.checker-lab-picture > .widget-html-content { flex: 1 1 auto; min-width: 0; }
.checker-lab { font-family: var(--jp-ui-font-family, sans-serif); line-height: 1.4;
  font-size: var(--jp-ui-font-size1, 13px); color: var(--jp-ui-font-color0, inherit);
  white-space: normal; }
.checker-lab p { margin: 0.4em 0; }
.checker-lab .state { border-left: 4px solid var(--jp-border-color1, #888); padding: 0.3em 0.8em; }
.checker-lab .running { border-color: var(--jp-success-color1, #388e3c); }
.checker-lab .stopped { border-color: var(--jp-info-color1, #0288d1); }
.checker-lab .box { overflow: auto; box-sizing: border-box; }
.checker-lab table { border-collapse: collapse; width: 100%; margin: 0; }
.checker-lab th, .checker-lab td { text-align: left; vertical-align: top; padding: 0.25em 0.6em;
  border-bottom: 1px solid var(--jp-border-color2, #bbb); font-variant-numeric: tabular-nums; }
.checker-lab th { font-weight: 600; }
.checker-lab th[scope=row] { overflow-wrap: anywhere; min-width: 5em; max-width: 22em; }
.checker-lab .number { text-align: right; white-space: nowrap; }
.checker-lab .outcome { min-width: 7em; width: 15em; }
.checker-lab .why { overflow-wrap: anywhere; min-width: 8em; }
.checker-lab .mark { display: inline-block; width: 1.5em; text-align: center; }
.checker-lab .good { box-shadow: inset 4px 0 var(--jp-success-color1, #388e3c); }
.checker-lab .warn { box-shadow: inset 4px 0 var(--jp-warn-color1, #f57c00); }
.checker-lab .bad { box-shadow: inset 4px 0 var(--jp-error-color1, #d32f2f); }
.checker-lab ol { margin: 0; padding: 0 0.5em; list-style: none; }
.checker-lab li { overflow-wrap: anywhere; }
</style>"""


def page(picture: Picture) -> str:
    """The HTML of a picture."""
    return f'<div class="checker-lab">{_state(picture)}{_table(picture)}{_log(picture)}</div>'


def trouble(error: BaseException) -> str:
    """The HTML of a view that cannot go on."""
    return note(f"the view has ended, and the checks go on: {name_and_text(error)}", wrong=True)


def note(text: str, *, wrong: bool = False) -> str:
    """The HTML of a short message; what is wrong is told to a screen reader at once."""
    if not text:
        return ""
    role, mark = ("alert", _mark("✗")) if wrong else ("status", "")
    return f'<div class="checker-lab" role="{role}">{mark}{escape(text)}</div>'


def _state(picture: Picture) -> str:
    items = count(len(picture.rows), "item")
    about = f"pass {picture.pass_number}, {items}, {picture.failing} failing"
    if picture.missed_passes:
        about += f", {count(picture.missed_passes, 'pass', 'passes')} missed"
    if picture.running:
        return f'<p class="state running">{_mark("▶")}<b>Running</b>: {about}</p>'
    if picture.stopped:
        head, *report = picture.stopped
        line = f'<b lang="{picture.language}">{escape(head)}</b>'
        more = escape(" ".join(report))
        return f'<p class="state stopped" role="status">{_mark("■")}{line}. {more} ({about})</p>'
    return f'<p class="state">{_mark("■")}<b>Not running</b>: {about}</p>'


def _table(picture: Picture) -> str:
    heads = "".join(f'<th scope="col">{name}</th>' for name in COLUMNS[:3])
    heads += "".join(f'<th scope="col" class="number">{name}</th>' for name in COLUMNS[3:])
    rows = "".join(_row(row, picture.language) for row in picture.rows[:ROWS])
    hidden = len(picture.rows) - ROWS
    more = (
        f"<p>… and {count(hidden, 'item')} more: checked, and not shown</p>" if hidden > 0 else ""
    )
    return (
        '<div class="box" role="region" aria-label="Items" tabindex="0">'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table>{more}</div>"
    )


def _row(row: Row, language: str) -> str:
    look = LOOKS[row.outcome]
    name = "not checked yet" if row.outcome is None else row.outcome.name
    words = f' <span lang="{language}">{escape(row.words)}</span>' if row.words else ""
    numbers = (_latency(row.seconds), row.checks, row.failures, row.skipped)
    cells = "".join(f'<td class="number">{number}</td>' for number in numbers)
    return (
        f'<tr><th scope="row">{escape(one_line(row.item_id))}</th>'
        f'<td class="outcome {look.colour}">{_mark(look.mark)}{name}{words}</td>'
        f'<td class="why">{_why(row, language)}</td>{cells}</tr>'
    )


def _mark(sign: str) -> str:
    """A sign for the eye: what it says is said in words too."""
    return f'<span class="mark" aria-hidden="true">{sign}</span>'


def _why(row: Row, language: str) -> str:
    told = f'<span lang="{language}">{escape(row.reason)}</span>' if row.reason else ""
    if not row.abandoned:
        return told
    return f"{told}{'; ' if told else ''}given up, and still at work"


def _latency(seconds: float | None) -> str:
    if seconds is None:
        return "–"
    return f"{seconds * 1000:.0f} ms" if seconds < 1 else f"{seconds:.2f} s"


def _log(picture: Picture) -> str:
    lines = "".join(f"<li>{escape(text)}</li>" for text in picture.log) or "<li>nothing yet</li>"
    return f'<p><b>Log</b>, newest first</p><ol aria-label="Log, newest first">{lines}</ol>'
