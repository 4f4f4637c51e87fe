"""The header: the state of the checker, in as few lines as it fits in."""

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.words import WORDS
from checker_lab.view.rows import Row

__all__ = ["failing", "header_lines"]

SEPARATOR = " · "


def header_lines(
    snapshot: Snapshot, progress: tuple[int, int], rows: Sequence[Row], width: int
) -> list[str]:
    """Return the lines, the most important first: a low terminal cuts off the last ones."""
    words = WORDS[snapshot.language]
    parts = [
        words.running if snapshot.running else words.stopped,
        words.progress.format(snapshot.pass_number, *progress),
        words.missed.format(snapshot.missed_passes),
        words.failing.format(failing(rows)),
        words.items.format(len(rows)),
    ]
    if snapshot.interval is not None:
        parts.append(words.interval.format(snapshot.interval))
    if snapshot.running:
        parts.append(words.how_to_stop)
    return _pack(parts, width)


def failing(rows: Iterable[Row]) -> int:
    """Count the rows whose last finished check failed."""
    return sum(row.failures_in_a_row > 0 for row in rows)


def _pack(parts: Iterable[str], width: int) -> list[str]:
    """Join the parts into as few lines as possible, and break none of them."""
    lines: list[str] = []
    for part in parts:
        if lines and cell_len(lines[-1] + SEPARATOR + part) <= width:
            lines[-1] += SEPARATOR + part
        else:
            lines.append(part)
    return lines
