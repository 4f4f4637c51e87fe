"""The table: one line for each row, and why a figure falls short or is missing."""

from benchmarks.__main__ import machine
from benchmarks.harness import Row, spread_of
from benchmarks.table import as_text, markdown

ROW = Row("a pass", "a bare <pool>", 0.7)


def test_a_figure_that_falls_short_has_its_reason() -> None:
    row = ROW._replace(reason="the machine is slow")
    good, bad = row.measured(spread_of([0.69])), row.measured(spread_of([0.71]))
    assert not good.falls_short
    assert bad.falls_short
    assert "slow" not in as_text(good)
    assert "**0.71x: falls short**" in as_text(bad)
    assert "the machine is slow" in as_text(bad)


def test_a_row_that_was_not_measured_says_why() -> None:
    assert as_text(ROW._replace(note="Go is not installed")).endswith(
        "not measured | Go is not installed"
    )


def test_the_table_has_a_line_for_each_row_and_names_the_machine() -> None:
    rows = [ROW.measured(spread_of([0.5, 0.6, 0.7])), ROW._replace(note="missing", unit="ms")]
    table = markdown({"machine": machine(), "rows": [row._asdict() for row in rows]})
    lines = [line for line in table.splitlines() if line.startswith("|")]
    assert len(lines) == 2 + len(rows)
    assert {line.count("|") for line in lines} == {lines[0].count("|")}
    assert "| 0.6x | 0.55 to 0.65x |" in table
    assert f"{machine()['cores']} cores" in table
    assert str(machine()["date"]) in table
