"""The header of the table."""

from checker_lab import Outcome
from checker_lab.terminal.header import failing, header_lines
from checker_lab.view.rows import rows_of
from tests.terminal.made import item, snapshot

PASS, FAIL = Outcome.PASS, Outcome.FAIL
SEEN = snapshot({"a": item("a", PASS), "b": item("b", FAIL)})


def lines(width: int) -> list[str]:
    return header_lines(SEEN, (1, 2), rows_of(SEEN), width)


def test_a_wide_terminal_gets_one_line() -> None:
    (line,) = lines(120)
    assert line.startswith("▶ Running · pass 3: 1 of 2 · passes missed: 2 · failing: 1")


def test_a_narrow_terminal_gets_more_lines_with_whole_parts() -> None:
    assert lines(30) == [
        "▶ Running · pass 3: 1 of 2",
        "passes missed: 2 · failing: 1",
        "items: 2 · every 5 s",
        "Ctrl-C: stop",
    ]


def test_a_part_that_is_too_wide_has_a_line_of_its_own() -> None:
    assert lines(5)[:2] == ["▶ Running", "pass 3: 1 of 2"]


def test_only_the_last_finished_check_counts_as_failing() -> None:
    seen = snapshot({"a": item("a", FAIL, PASS), "b": item("b", PASS, FAIL), "c": item("c")})
    assert failing(rows_of(seen)) == 1
