"""The table of docs/benchmarks.md, from the stored results: `python -m benchmarks.table`."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.harness import Row

__all__ = ["RESULTS", "as_text", "markdown"]

RESULTS = Path(__file__).with_name("results.json")
HEAD = (
    "| measurement | compared with | target | result | middle half of the rounds | notes |\n"
    "|---|---|---|---|---|---|\n"
)


def as_text(row: Row) -> str:
    """Format one row as a line of text."""
    floor = f" against {row.floor}" if row.floor else ""
    parts = (_wanted(row), _got(row), _spread(row), _remark(row))
    return f"{row.figure}{floor}: " + " | ".join(part for part in parts if part)


def markdown(results: dict[str, Any]) -> str:
    """Format the table, and the machine that it was measured on."""
    rows = [Row(**row) for row in results["rows"]]
    machine = results["machine"]
    measured_on = (
        f"Measured on {machine['cores']} cores, {machine['system']}, {machine['python']}, "
        f"{machine['date']}. `x` is the time of checker_lab divided by the time of what it is "
        "compared with; both are measured in turns."
    )
    return f"{HEAD}{_lines(rows)}\n{measured_on}\n"


def _lines(rows: Sequence[Row]) -> str:
    return "".join(f"| {' | '.join(_cells(row))} |\n" for row in rows)


def _cells(row: Row) -> Sequence[str]:
    return row.figure, row.floor or "-", _wanted(row) or "-", _got(row), _spread(row), _remark(row)


def _wanted(row: Row) -> str:
    return "" if row.wanted is None else f"{_number(row.wanted, row.unit)} or less"


def _got(row: Row) -> str:
    if row.got is None:
        return "not measured"
    figure = _number(row.got, row.unit)
    return f"**{figure}: falls short**" if row.falls_short else figure


def _spread(row: Row) -> str:
    if row.low is None or row.high is None or row.low == row.high:
        return ""
    return f"{_number(row.low, '').strip()} to {_number(row.high, row.unit)}"


def _remark(row: Row) -> str:
    return "; ".join(part for part in (row.note, row.reason if row.falls_short else "") if part)


def _number(value: float, unit: str) -> str:
    digits = 3 if value < 0.1 else 2 if value < 10 else 1 if value < 100 else 0
    text = f"{value:,.{digits}f}"
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return f"{text}{unit}" if unit == "x" else f"{text} {unit}"


if __name__ == "__main__":
    print(markdown(json.loads(RESULTS.read_text(encoding="utf-8"))), end="")
