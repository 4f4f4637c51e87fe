"""The benchmarks' own parts: what they reckon, and what they print and draw."""

import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from importlib import import_module

import pytest

from benchmarks.__main__ import THEMES, machine, rows_of
from benchmarks.harness import Row, Size, alternate, repeat, spread_of
from benchmarks.picture import draw
from benchmarks.table import markdown, told

ROW = Row("a pass", "a bare <pool>", 0.7)
QUICK = Size(quick=True)


def seconds(*values: float) -> Iterator[float]:
    yield from values


def test_ours_is_a_multiple_of_the_floor_round_by_round() -> None:
    # The first of each is a warm-up, and a machine that gets slower slows both.
    ours = seconds(99, 1, 2, 4)
    floor = seconds(99, 2, 4, 8)
    assert alternate(lambda: next(ours), lambda: next(floor), 3) == (0.5, 0.5, 0.5)


def test_each_side_begins_every_second_round() -> None:
    turns: list[str] = []

    def turn(name: str) -> float:
        turns.append(name)
        return 1.0

    alternate(lambda: turn("ours"), lambda: turn("floor"), 2)
    assert turns[2:] == ["ours", "floor", "floor", "ours"]


def test_the_spread_is_the_middle_half() -> None:
    assert spread_of([5, 1, 2, 4, 3]) == (3, 2, 4)
    assert spread_of([7]) == (7, 7, 7)


def test_what_has_no_floor_is_told_in_its_unit() -> None:
    times = seconds(99, 0.001, 0.002, 0.003)
    assert repeat(lambda: next(times), 3, scale=1000).got == pytest.approx(2)


def test_a_figure_that_falls_short_is_told_with_its_reason() -> None:
    row = ROW._replace(reason="the machine is slow")
    good, bad = row.measured(spread_of([0.69])), row.measured(spread_of([0.71]))
    assert not good.falls_short
    assert bad.falls_short
    assert "slow" not in told(good)
    assert "**0.71x: falls short**" in told(bad)
    assert "the machine is slow" in told(bad)


def test_what_was_not_measured_says_why() -> None:
    assert told(ROW._replace(note="Go is not installed")).endswith(
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


def test_the_picture_is_xml_with_a_bar_for_each_ratio() -> None:
    rows = [ROW.measured(spread_of([got])) for got in (0.5, 3.0)]
    told_in_ms = ROW._replace(unit="ms", got=5.0)
    picture = ElementTree.fromstring(draw([*rows, told_in_ms, ROW]))
    bars = [each for each in picture.iter() if each.get("class") == "bar"]
    assert len(bars) == len(rows)
    words = [each.text or "" for each in picture.iter() if each.tag.endswith("text")]
    assert "→ 3.00" in words  # a bar that is cut off says so
    assert "beside a bare <pool>" in words


@pytest.mark.parametrize("theme", THEMES)
def test_every_theme_can_be_measured_without_what_is_only_compared_with(theme: str) -> None:
    assert callable(import_module(f"benchmarks.{theme}").rows)


def test_a_theme_yields_rows_with_figures() -> None:
    rows = list(rows_of("channel", QUICK))
    assert rows
    assert all(row.got is not None and row.got > 0 for row in rows)
