"""The picture of the checks in a terminal: a pure function of a snapshot, lines and a size."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.console import Group
from rich.table import Table
from rich.text import Text

from checker_lab.core.snapshot import Snapshot
from checker_lab.terminal.columns import columns_for
from checker_lab.terminal.header import failing, header_lines
from checker_lab.terminal.table import table_of
from checker_lab.terminal.words import WORDS, TerminalWords
from checker_lab.view.rows import Row, rows_of

__all__ = ["Size", "draw", "worst_first"]

FEW = 5
"""With so few lines or less, the table gets them all."""


class Size(NamedTuple):
    """Columns and lines of a terminal."""

    width: int
    height: int


def draw(snapshot: Snapshot, progress: tuple[int, int], lines: Sequence[str], size: Size) -> Group:
    """Draw the header, the table, and below it the latest lines, together no higher than `size`.

    Args:
        snapshot: the state of the checker.
        progress: how many checks of the latest pass have ended, and how many it has.
        lines: the news, the oldest first; each has one line.
        size: the size of the terminal.
    """
    words = WORDS[snapshot.language]
    rows = rows_of(snapshot)
    header = header_lines(snapshot, progress, rows, size.width)[: max(size.height // 4, 1)]
    columns = columns_for(size.width, rows, snapshot.language)
    heads = max(column.lines for column in columns)
    room = max(size.height - len(header) - heads, 1)
    shown, hidden = worst_first(rows, room - _kept_for_lines(len(lines), room))
    left = room - len(shown) - bool(hidden)
    parts: list[Table | Text] = [Text(text, no_wrap=True, style="bold") for text in header]
    parts.append(table_of(shown, columns, snapshot.language))
    if hidden:
        parts.append(_hidden(hidden, words))
    if lines and left > 1:
        parts += [Text(), *(_one_line(text) for text in lines[-(left - 1) :])]
    return Group(*parts)


def worst_first(rows: Sequence[Row], room: int) -> tuple[list[Row], list[Row]]:
    """Return the rows to show and the rows to hide. If not all fit, the healthy ones are hidden."""
    if len(rows) <= room:
        return list(rows), []
    ranked = sorted(rows, key=_rank)
    seen = max(room - 1, 1)  # one line counts the hidden ones
    return ranked[:seen], ranked[seen:]


def _rank(row: Row) -> int:
    if row.failures_in_a_row or row.abandoned:
        return 0
    return 2 if row.is_well else 1


def _kept_for_lines(lines: int, room: int) -> int:
    """A fifth of the room and a blank line, so that news stays visible below many rows."""
    return min(lines, room // 5) + 1 if lines and room > FEW else 0


def _hidden(rows: Sequence[Row], words: TerminalWords) -> Text:
    failures = failing(rows)
    text = words.hidden_failing if failures else words.hidden
    line = _one_line(text.format(len(rows), failures))
    line.stylize("bold")
    return line


def _one_line(text: str) -> Text:
    return Text(text, no_wrap=True, overflow="ellipsis")
