"""The ratios as a picture: a bar for each, and a mark at its target."""

from collections.abc import Sequence
from html import escape

from benchmarks.harness import Row

__all__ = ["draw"]

LABELS = 560
"""Pixels for the words."""
BARS = 300
LINE = 40
MOST = 2.0
"""The ratio at the right edge. A longer bar ends there, with an arrow before its number."""
STYLE = (
    "text { font: 13px sans-serif; fill: #1f2328 } .small { font-size: 11px; fill: #57606a } "
    ".bar { fill: #4c7dbe } .one, .wanted { stroke: #1f2328; stroke-width: 1.5 } "
    ".wanted { stroke-dasharray: 3 2 }"
)


def draw(rows: Sequence[Row]) -> str:
    """Draw an SVG of all rows that are ratios with a target."""
    shown = [row for row in rows if row.unit == "x" and row.got is not None and row.wanted]
    height = LINE * (len(shown) + 2)
    lines = "\n".join(_line(row, LINE * (n + 1)) for n, row in enumerate(shown))
    title = "Time of checker_lab divided by the time of what it is compared with: shorter is better"
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{LABELS + BARS + 90}" height="{height}" '
        f'role="img" aria-label="{title}">\n<style>{STYLE}</style>\n'
        f'<rect width="100%" height="100%" fill="white"/>\n'
        f'<text x="12" y="24">{title}</text>\n{lines}\n{_legend(height)}</svg>\n'
    )


def _line(row: Row, top: int) -> str:
    assert row.got is not None
    assert row.wanted is not None
    width = _pixels(row.got)
    mark = LABELS + _pixels(row.wanted)
    more = "→ " if row.got > MOST else ""
    return (
        f'<text x="12" y="{top + 16}">{_plain(row.figure)}</text>\n'
        f'<text class="small" x="12" y="{top + 31}">compared with {_plain(row.floor)}</text>\n'
        f'<rect class="bar" x="{LABELS}" y="{top + 8}" width="{width:.0f}" height="18"/>\n'
        f'<line class="wanted" x1="{mark:.0f}" x2="{mark:.0f}" y1="{top + 3}" y2="{top + 31}"/>\n'
        f'<text x="{LABELS + BARS + 12}" y="{top + 22}">{more}{row.got:.2f}</text>'
    )


def _legend(height: int) -> str:
    one = LABELS + _pixels(1)
    return (
        f'<line class="one" x1="{one:.0f}" x2="{one:.0f}" y1="{LINE}" y2="{height - LINE}"/>\n'
        f'<text class="small" x="{LABELS}" y="{height - 16}">'
        "solid line: equal times; dashed line: target</text>\n"
    )


def _pixels(ratio: float) -> float:
    return BARS * min(ratio, MOST) / MOST


def _plain(text: str) -> str:
    return escape(text.replace("`", ""))
