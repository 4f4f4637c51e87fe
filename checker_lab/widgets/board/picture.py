"""A picture of the dashboard in use, for notebooks that are read without a kernel.

It shows an example, which is the same in every run; board.js draws the living rows.
"""

from collections import Counter
from html import escape
from typing import NamedTuple

from checker_lab.core.results import Outcome
from checker_lab.view.marks import MARKS
from checker_lab.widgets.picture import svg_image

__all__ = ["board_picture"]

PASS, WARN, FAIL = Outcome.PASS, Outcome.WARN, Outcome.FAIL
TIMEOUT, SKIPPED = Outcome.TIMEOUT, Outcome.SKIPPED


class Example(NamedTuple):
    """A service of the example: its latest outcomes repeat, the newest is the last."""

    name: str
    recent: tuple[Outcome, ...]
    why: str = ""
    milliseconds: int | None = 2
    failed: int = 0


EXAMPLES = (
    Example("search", (PASS,)),
    Example("payments", (WARN,), "the disk is nearly full", 3),
    Example("inventory", (FAIL,), "the database is gone", 2, 14),
    Example("slow", (SKIPPED, TIMEOUT), "no answer within 0.5 s", 500, 14),
    Example("hang", (TIMEOUT, *[SKIPPED] * 4), "the last check is still running", None, 14),
    Example("garbage", (FAIL,), "HTTP 200 OK, but the body is not JSON", 2, 14),
    Example("drop", (FAIL,), "connection dropped before the answer", 3, 14),
    Example("flap", (FAIL, PASS)),
    Example("login", (PASS,), "", 4),
    Example("mail", (PASS,), "", 7),
)

RECENT = 30
WIDTH, TOP, ROW = 804, 84, 34

# Light colours, and the dark ones of a browser that prefers them.
STYLE = """
svg { --page: #fff; --text: #1f2328; --faint: #59636e; --line: #d1d9e0; --soft: #f6f8fa;
  --good: #1a7f37; --warn: #8a5a00; --bad: #cf222e; --late: #8250df; --none: #59636e; }
@media (prefers-color-scheme: dark) { svg { --page: #111418; --text: #e6edf3; --faint: #9198a1;
  --line: #3d444d; --soft: #1b2027; --good: #3fb950; --warn: #d29922; --bad: #f85149;
  --late: #bc8cff; --none: #9198a1; } }
text { font: 13px system-ui, -apple-system, "Segoe UI", sans-serif; fill: var(--text); }
.small { font-size: 12px; } .faint { fill: var(--faint); } .bold { font-weight: 600; }
.middle { text-anchor: middle; } .end { text-anchor: end; }
.box { fill: var(--soft); stroke: var(--line); } .field { fill: var(--page); stroke: var(--line); }
"""


def board_picture(may_remove: bool) -> str:
    """The HTML of the picture; `may_remove` says whether it is a dashboard or only a view."""
    alt = f"Example of a {'dashboard' if may_remove else 'view'} in use. {_alt()}"
    return (
        "<p><em>An example of what this cell shows while its checks run.</em></p>"
        f"{svg_image(_svg(may_remove), alt)}"
    )


def _alt() -> str:
    rows = (
        f"{one.name}: {one.recent[-1].name}{f', {one.why}' if one.why else ''}" for one in EXAMPLES
    )
    return f"Running, pass 14, {len(EXAMPLES)} items. {'. '.join(rows)}."


def _svg(may_remove: bool) -> str:
    top = TOP if may_remove else TOP - 42
    height = top + ROW * len(EXAMPLES) + 6
    parts = [
        _status(),
        _tools() if may_remove else "",
        *(_row(top + at * ROW, one, may_remove) for at, one in enumerate(EXAMPLES)),
    ]
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-12 -8 {WIDTH + 24} {height + 12}" '
        f'width="{WIDTH + 24}" height="{height + 12}"><style>{STYLE}</style>'
        f'<rect x="-12" y="-8" width="{WIDTH + 24}" height="{height + 12}" rx="6" class="field"/>'
        f"{''.join(parts)}</svg>"
    )


def _status() -> str:
    counts = Counter(one.recent[-1] for one in EXAMPLES)
    chips = [
        _chip(WIDTH - 90 - 52 * at, outcome, counts[outcome])
        for at, outcome in enumerate(reversed(list(counts)))
    ]
    return (
        '<rect y="2" width="92" height="24" rx="12" fill="none" stroke="var(--good)"/>'
        f"{_text(46, 19, '▶ Running', 'bold middle', 'good')}"
        f"{_text(104, 19, f'pass 14: {len(EXAMPLES)} of {len(EXAMPLES)}')}"
        f"{_text(222, 19, 'next in 0.4 s', 'faint')}"
        f"{''.join(chips)}{_text(WIDTH, 19, '0 missed', 'faint end')}"
    )


def _chip(x: int, outcome: Outcome, number: int) -> str:
    mark = f"{MARKS[outcome].sign} {number}"
    return (
        f'<rect x="{x - 44}" y="3" width="44" height="22" rx="11" class="field"/>'
        f"{_text(x - 22, 19, mark, 'middle', _tone(outcome))}"
    )


def _tools() -> str:
    fields = [(8, 200, "checkout"), (400, 52, "1 s"), (516, 60, "0.5 s")]
    buttons = [(214, 46, "Add"), (592, 44, "Run"), (642, 48, "Stop"), (696, 100, "Check now")]
    return (
        f'<rect y="36" width="{WIDTH}" height="42" rx="8" class="box"/>'
        + "".join(f"{_field(x, width)}{_text(x + 8, 62, said)}" for x, width, said in fields)
        + "".join(
            f"{_field(x, width)}{_text(x + width // 2, 62, said, 'middle')}"
            for x, width, said in buttons
        )
        + _text(392, 62, "every", "faint end")
        + _text(508, 62, "timeout", "faint end")
    )


def _field(x: int, width: int) -> str:
    return f'<rect x="{x}" y="43" width="{width}" height="28" rx="6" class="field"/>'


def _row(y: int, one: Example, may_remove: bool) -> str:
    outcome, middle = one.recent[-1], y + 22
    state = f"{MARKS[outcome].sign} {outcome.name}"
    latency = "–" if one.milliseconds is None else f"{one.milliseconds} ms"
    return (
        f'<line x2="{WIDTH}" y1="{y}" y2="{y}" stroke="var(--line)"/>'
        f"{_text(2, middle, state, 'bold', _tone(outcome))}{_text(104, middle, one.name, 'bold')}"
        f"{_text(186, middle, one.why, 'small faint')}"
        f"{_spark(434, y + 9, one)}{_text(552, middle, latency, 'faint end')}"
        f"{_strip(566, y + 9, one)}{_text(770, middle, str(one.failed), 'faint end')}"
        f"{_text(796, middle, '✕', 'faint middle') if may_remove else ''}"
    )


def _spark(x: int, y: int, one: Example) -> str:
    """The latest latencies, as a line."""
    if one.milliseconds is None:
        return ""
    seed = ord(one.name[1]) + len(one.name)
    points = (f"{x + 2 * at},{y + 3 + at * at * (at + seed) % 13}" for at in range(RECENT))
    return f'<polyline points="{" ".join(points)}" fill="none" stroke="var(--faint)"/>'


def _strip(x: int, y: int, one: Example) -> str:
    """The latest outcomes, each with a shape of its own."""
    recent = (one.recent * RECENT)[-RECENT:]
    return "".join(_bar(x + 6 * at, y, outcome) for at, outcome in enumerate(recent))


def _bar(x: int, y: int, outcome: Outcome) -> str:
    fill = f'fill="var(--{_tone(outcome)})"'
    match outcome:
        case Outcome.PASS:
            return f'<path d="M{x} {y + 2}h4v14h-4z" {fill}/>'
        case Outcome.WARN:
            return f'<path d="M{x} {y + 16}v-9l2-5 2 5v9z" {fill}/>'
        case Outcome.FAIL:
            return f'<path d="M{x} {y + 9}h4v7h-4zm0-7h4v2h-4z" {fill}/>'
        case Outcome.TIMEOUT:
            return f'<path d="M{x}.5 {y + 2}.5h3v13h-3z" fill="none" stroke="var(--late)"/>'
    return f'<circle cx="{x + 2}" cy="{y + 13}" r="1.5" {fill}/>'


def _tone(outcome: Outcome) -> str:
    return "late" if outcome is Outcome.TIMEOUT else MARKS[outcome].tone


def _text(x: int, y: int, text: str, kind: str = "", tone: str = "") -> str:
    style = f' style="fill: var(--{tone})"' if tone else ""
    return f'<text x="{x}" y="{y}" class="{kind}"{style}>{escape(text)}</text>' if text else ""
