"""A picture of the dashboard in use, for notebooks that are read without a kernel.

It shows an example, which is the same in every run, with the elements of the living dashboard.
"""

from collections import Counter
from math import sin

from checker_lab.core.errors import SkipReason
from checker_lab.core.language import Language
from checker_lab.core.lines import NO_ANSWER, SKIP_REASONS
from checker_lab.core.plurals import fill
from checker_lab.core.registry import RECENT
from checker_lab.core.results import Outcome
from checker_lab.view import PassProgress, Row, ViewState
from checker_lab.view.html import board_html
from checker_lab.view.marks import name_of
from checker_lab.view.tree import Tree
from checker_lab.widgets.board.toolbar import toolbar
from checker_lab.widgets.controls import Button, Form, FormWithButton, Note
from checker_lab.widgets.picture import svg_image
from checker_lab.widgets.seconds import seconds_text
from checker_lab.widgets.words import WORDS

__all__ = ["board_picture", "example"]

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
TIMEOUT, SKIPPED = Outcome.TIMEOUT, Outcome.SKIPPED

HEIGHT, WITH_TOOLS = 428, 496
"""Pixels that it needs where it is wide. Where it is narrow, it shows fewer rows."""

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

# Where it is this wide, a board in this language has no room for this row and those after it.
NO_ROOM = (
    ("(min-width: 1001px) and (max-width: 1270px)", ":lang(ru)", 9),
    ("(max-width: 875px)", ":lang(ru)", 9),
    ("(max-width: 749px)", "", 9),
    ("(max-width: 700px)", "", 8),
    ("(max-width: 599px)", "", 7),
    ("(max-width: 410px)", "", 5),
    ("(max-width: 330px)", "", 4),
)
STYLE = COLOURS + "\n".join(
    f"@container {width} {{ .checker-lab-board{language} tbody tr:nth-child(n + {row}) "
    "{ display: none; } }"
    for width, language, row in NO_ROOM
)


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


def example(language: Language) -> ViewState:
    """A dashboard in use."""
    words = WORDS[language]
    rows = (
        _row("https://search.internal.example/healthz", PASS),
        _row("payments", WARN, reason=words.full_disk, seconds=0.003),
        _row("inventory", FAIL, reason=words.no_database, failed=14),
        _row(
            "slow", SKIPPED, TIMEOUT, reason=NO_ANSWER[language].format(0.5), seconds=0.5, failed=14
        ),
        _row(
            "hang",
            *(TIMEOUT, *[SKIPPED] * 4),
            reason=SKIP_REASONS[language][SkipReason.STILL_RUNNING],
            seconds=None,
            failed=14,
        ),
        _row("garbage", FAIL, reason=words.not_json, failed=14),
        _row("flap", FAIL, PASS),
        _row("login", PASS, seconds=0.004),
        _row("mail", PASS, seconds=0.007),
    )
    return ViewState(
        running=True,
        pass_number=14,
        items=len(rows),
        counts=Counter(row.outcome for row in rows),
        abandoned=1,
        interval=1.0,
        timeout=0.5,
        progress=PassProgress(len(rows), len(rows)),
        rows=rows,
        matching=len(rows),
        language=language,
    )


def board_picture(has_tools: bool, language: Language) -> str:
    """The HTML of the picture; `has_tools` says whether it is a dashboard or only a view."""
    words, state = WORDS[language], example(language)
    a_board = words.dashboard if has_tools else words.view
    alt = fill(language, words.state, a_board, len(state.rows), _alt(state))
    height = WITH_TOOLS if has_tools else HEIGHT
    # As wide as its place, where its elements find room as in the living dashboard.
    image = svg_image(_svg(state, has_tools, height), alt)
    image = image.replace("<img ", f"<img {_size(height)} ", 1)
    return f"<p><em>{words.example.format(a_board)}</em></p>{image}"


def _size(height: int) -> str:
    return f'width="100%" height="{height}"'


def _alt(state: ViewState) -> str:
    return ". ".join(
        f"{row.item_id}: {name_of(row.outcome, state.language)}"
        f"{f', {row.reason}' if row.reason else ''}"
        for row in state.rows
    )


def _svg(state: ViewState, has_tools: bool, height: int) -> str:
    tools = _tools(state) if has_tools else None
    html = board_html(state, tools, more_style=STYLE)
    html = html.replace("<svg ", f"<svg {SVG} ")  # an image is XML, which needs the name spaces
    return (
        f'<svg {SVG} {_size(height)}><foreignObject width="100%" height="100%">'
        f'<div xmlns="http://www.w3.org/1999/xhtml">{html}</div></foreignObject></svg>'
    )


def _tools(state: ViewState) -> list[Tree]:
    words = WORDS[state.language]
    add = FormWithButton(
        str,
        _never,
        name="add",
        label=words.new_item,
        hint=words.url_or_name,
        button=words.add,
        button_hint=words.button_hint.format(words.add, words.url_or_name),
    )
    interval, timeout = (
        Form(str, _never, name=name, label=name, hint="")
        for name in (words.interval, words.timeout)
    )
    interval.show(seconds_text(state.interval, words))
    timeout.show(seconds_text(state.timeout, words))
    buttons = [Button(name, name, "", _never) for name in (words.run, words.stop, words.check)]
    buttons[0].why_not = words.checks_run
    return [*toolbar(add, [interval, timeout], buttons, Note(), state.language)]


def _never(*_: object) -> None:
    """The picture does nothing."""
