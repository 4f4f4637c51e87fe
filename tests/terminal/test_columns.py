"""Which columns fit into which width."""

import pytest

from checker_lab import Outcome
from checker_lab.terminal.columns import columns_for
from checker_lab.view.rows import rows_of
from tests.terminal.made import item, snapshot

ROWS = rows_of(snapshot({"db": item("db", Outcome.FAIL)}))


@pytest.mark.parametrize(
    ("width", "names"),
    [
        (31, "outcome item"),
        (32, "outcome item latency"),
        (60, "outcome item why latency"),
        (70, "outcome item why latency recent"),
        (80, "outcome item why latency recent in_a_row"),
    ],
)
def test_the_wider_the_terminal_the_more_columns(width: int, names: str) -> None:
    assert [column.name for column in columns_for(width, ROWS, "en")] == names.split()


def test_the_reasons_get_the_width_that_is_left() -> None:
    columns = {width: columns_for(width, ROWS, "en") for width in (100, 120)}
    why = {width: next(c.width for c in columns[width] if c.name == "why") for width in columns}
    assert why[120] == why[100] + 20


def test_a_head_may_have_two_lines() -> None:
    assert {column.lines for column in columns_for(80, ROWS, "en")} == {1, 2}
