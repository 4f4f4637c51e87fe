"""A picture of the dashboard in use, for notebooks that are read without a kernel.

It shows an example, which is the same in every run, with the elements of the living dashboard.
"""

from collections import Counter
from math import sin

from checker_lab.core.registry import RECENT
from checker_lab.core.results import Outcome
from checker_lab.view import PassProgress, Row, ViewState
from checker_lab.view.html import board_html
from checker_lab.view.marks import name_of
from checker_lab.view.tree import Tree
from checker_lab.widgets.board.toolbar import toolbar
from checker_lab.widgets.controls import Button, Form, FormWithButton, Note
from checker_lab.widgets.picture import svg_image

__all__ = ["EXAMPLE", "board_picture"]

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
TIMEOUT, SKIPPED = Outcome.TIMEOUT, Outcome.SKIPPED

TOP, TOOLS, ROW = 70, 130, 45
"""Heights in pixels, also where it is narrow: status and heads, the toolbar, and a row."""

SVG = 'xmlns="http://www.w3.org/2000/svg"'

# Light colours, and the dark ones of a browser that prefers them, by the names of JupyterLab.
COLOURS = """
.checker-lab-board { background: var(--jp-layout-color0); color-scheme: light dark;
  --jp-layout-color0: #fff; --jp-ui-font-color0: #1f2328; --jp-border-color2: #d1d9e0; }
@media (prefers-color-scheme: dark) { .checker-lab-board { --jp-layout-color0: #111418;
  --jp-ui-font-color0: #e6edf3; --jp-border-color2: #3d444d; --jp-border-color1: #59636e;
  --jp-success-color1: #4caf50; --jp-warn-color1: #ff9800; --jp-error-color1: #f44336;
  --jp-brand-color1: #2196f3; } }
"""


def _row(
    item_id: str,
    *outcomes: Outcome,
    reason: str = "",
    seconds: float | None = 0.002,
    failed: int = 0,
) -> Row:
    """A row whose last outcomes repeat; the newest is the last of them."""
    recent = (outcomes * RECENT)[-RECENT:]
    waves = (1 + sin(at * at + len(item_id)) / 2 for at in range(RECENT))
    checked = recent.count(SKIPPED) == 0
    latencies = tuple(seconds * wave for wave in waves) if seconds and checked else ()
    return Row(
        item_id,
        recent[-1],
        reason,
        seconds,
        failures_in_a_row=failed,
        recent=recent,
        latencies=latencies,
    )


ROWS = (
    _row("https://search.internal.example/healthz", PASS),
    _row("payments", WARN, reason="the disk is nearly full", seconds=0.003),
    _row("inventory", FAIL, reason="the database is gone", failed=14),
    _row("slow", SKIPPED, TIMEOUT, reason="no answer within 0.5 s", seconds=0.5, failed=14),
    _row(
        "hang",
        *(TIMEOUT, *[SKIPPED] * 4),
        reason="the previous check is still running",
        seconds=None,
        failed=14,
    ),
    _row("garbage", FAIL, reason="HTTP 200 OK, but the body is not JSON", failed=14),
    _row("flap", FAIL, PASS),
    _row("login", PASS, seconds=0.004),
    _row("mail", PASS, seconds=0.007),
)

EXAMPLE = ViewState(
    running=True,
    pass_number=14,
    items=len(ROWS),
    counts=Counter(row.outcome for row in ROWS),
    abandoned=1,
    interval=1.0,
    timeout=0.5,
    progress=PassProgress(len(ROWS), len(ROWS)),
    rows=ROWS,
    matching=len(ROWS),
)
"""A dashboard in use."""


def board_picture(has_tools: bool) -> str:
    """The HTML of the picture; `has_tools` says whether it is a dashboard or only a view."""
    a_board = "a dashboard" if has_tools else "a view"
    alt = f"Example of {a_board} in use. {_alt()}"
    height = TOP + ROW * len(ROWS) + (TOOLS if has_tools else 0)
    # As wide as its place, where its elements find room as in the living dashboard.
    image = svg_image(_svg(has_tools, height), alt).replace("<img ", f"<img {_size(height)} ", 1)
    return f"<p><em>An example of {a_board} while its checks run.</em></p>{image}"


def _size(height: int) -> str:
    return f'width="100%" height="{height}"'


def _alt() -> str:
    rows = (
        f"{row.item_id}: {name_of(row.outcome)}{f', {row.reason}' if row.reason else ''}"
        for row in ROWS
    )
    return f"Running, pass 14, {len(ROWS)} items. {'. '.join(rows)}."


def _svg(has_tools: bool, height: int) -> str:
    html = board_html(EXAMPLE, _tools() if has_tools else None, more_style=COLOURS)
    html = html.replace("<svg ", f"<svg {SVG} ")  # an image is XML, which needs the name spaces
    return (
        f'<svg {SVG} {_size(height)}><foreignObject width="100%" height="100%">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{html}</div></foreignObject></svg>'
    )


def _tools() -> list[Tree]:
    hint = "http://… or a name"
    add = FormWithButton(str, _never, name="add", label="Item to add", hint=hint, button="Add")
    interval, timeout = (
        Form(str, _never, name=name, label=name, hint="") for name in ("Interval", "Timeout")
    )
    interval.show("1 s")
    timeout.show("0.5 s")
    buttons = [Button(name, "", _never) for name in ("Run", "Stop", "Check now")]
    buttons[0].why_not = "the checks are running"
    return [*toolbar(add, [interval, timeout], buttons, Note())]


def _never(*_: object) -> None:
    """The picture does nothing."""
