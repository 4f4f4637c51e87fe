"""The columns of the table: which of them fit, and how wide each is."""

from collections.abc import Sequence
from typing import NamedTuple

from rich.cells import cell_len

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.terminal.words import WORDS, TerminalWords
from checker_lab.view.marks import MARKS, name_of
from checker_lab.view.rows import Row

__all__ = ["BAR", "LATENCY", "Column", "columns_for"]

OUTCOME: dict[Language, int] = {
    language: max(cell_len(name_of(outcome, language)) for outcome in MARKS) + 2
    for language in WORDS
}
"""Cells of an outcome and its mark."""

LATENCY = 7
"""Cells of a latency, such as `9.99 s`."""

BAR = 8
"""Cells of the longest bar."""

SHORTEST_ITEM = 12
STRIPS = ((150, 30), (125, 20), (70, 10))
"""Widths of the terminal, and how many of the latest outcomes are shown from there on."""

LATENCY_FROM, WHY_FROM, IN_A_ROW_FROM, BAR_FROM = 32, 60, 80, 100
"""Widths of the terminal from which on these columns, and the bar of the latency, are shown."""


class Column(NamedTuple):
    """One column; `width` is in cells of the terminal."""

    name: str
    head: str
    width: int

    @property
    def lines(self) -> int:
        """How many lines its head takes."""
        return self.head.count("\n") + 1


def columns_for(width: int, rows: Sequence[Row], language: Language) -> list[Column]:
    """Choose the columns for a terminal of `width`: the narrower it is, the fewer they are."""
    words = WORDS[language]
    outcome = Column("outcome", words.outcome, OUTCOME[language])
    right = list(_right_of_why(width, words))
    has_why = width >= WHY_FROM
    gaps = 1 + len(right) + has_why
    taken = outcome.width + sum(column.width for column in right) + gaps
    free = max(width - taken, 1)
    longest = max((cell_len(one_line(row.item_id)) for row in rows), default=0)
    widest = max(free // 2, SHORTEST_ITEM) if has_why else free
    item = Column("item", words.item, min(max(longest, cell_len(words.item)), widest))
    why = [Column("why", words.why, max(free - item.width, 1))] if has_why else []
    return [outcome, item, *why, *right]


def _right_of_why(width: int, words: TerminalWords) -> list[Column]:
    bar = BAR + 1 if width >= BAR_FROM else 0
    columns = []
    if width >= LATENCY_FROM:
        columns.append(Column("latency", words.latency.rjust(LATENCY), LATENCY + bar))
    strip = next((marks for least, marks in STRIPS if width >= least), 0)
    if strip:
        columns.append(Column("recent", words.recent, strip))
    if width >= IN_A_ROW_FROM:
        widest = max(map(cell_len, words.in_a_row.split("\n")))
        columns.append(Column("in_a_row", words.in_a_row, widest))
    return columns
