"""The table: a line for each row. All cells are `Text`, so rich finds no markup in them."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.terminal.columns import BAR, LATENCY, Column
from checker_lab.terminal.words import WORDS
from checker_lab.view.marks import MARKS, Tone, name_of
from checker_lab.view.rows import Row, latency

__all__ = ["shortened", "table_of"]

STYLES: dict[Tone, str] = {
    "good": "green",
    "warn": "yellow",
    "late": "bold magenta",
    "bad": "bold red",
    "none": "dim",
}


def table_of(rows: Sequence[Row], columns: Sequence[Column], language: Language) -> Table:
    """Build the table of the rows, each one line high."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="underline")
    for column in columns:
        table.add_column(
            column.head,
            width=column.width,
            no_wrap=True,
            overflow="ellipsis",
            justify="right" if column.name == "in_a_row" else "left",
        )
    slowest = max((row.seconds for row in rows if row.seconds is not None), default=0.0)
    for row in rows:
        table.add_row(*(_cell(row, column, slowest, language) for column in columns))
    return table


def shortened(text: str, width: int) -> str:
    """Cut out the middle of a text that is too long: URLs differ at their ends."""
    if cell_len(text) <= width:
        return text
    tail = (width - 1) // 2
    return f"{text[: width - 1 - tail]}…{text[len(text) - tail :]}"


def _cell(row: Row, column: Column, slowest: float, language: Language) -> Text:
    match column.name:
        case "item":
            return Text(shortened(one_line(row.item_id), column.width))
        case "outcome":
            mark = MARKS[row.outcome]
            return Text(f"{mark.sign} {name_of(row.outcome, language)}", STYLES[mark.tone])
        case "why":
            abandoned = WORDS[language].abandoned if row.abandoned else ""
            return Text("; ".join(filter(None, (row.reason, abandoned))))
        case "latency":
            return _latency(row, slowest, column.width, language)
        case "recent":
            return _recent(row, column.width)
    return Text(str(row.failures_in_a_row))


def _latency(row: Row, slowest: float, width: int, language: Language) -> Text:
    """The number, and a bar where there is room; for a check in flight, the time until now."""
    if row.seconds is None and row.runs_for is not None:
        return Text(f"{latency(row.runs_for, language)}…".rjust(LATENCY), "dim")
    cells = round(BAR * (row.seconds or 0.0) / slowest) if slowest else 0
    text = Text(latency(row.seconds, language).rjust(LATENCY))
    return text.append(f" {'━' * cells}", "cyan") if width > LATENCY else text


def _recent(row: Row, width: int) -> Text:
    """The latest outcomes, the newest on the right."""
    strip = Text()
    for outcome in row.recent[-width:]:
        mark = MARKS[outcome]
        strip.append(mark.sign, STYLES[mark.tone])
    return strip
