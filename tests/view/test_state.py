"""The view state: the rows of the page that a view shows."""

import pytest

from checker_lab.core.results import Outcome
from checker_lab.view import Page, Row, ViewState
from tests.view.simulated import SimulatedChecker


@pytest.mark.parametrize(
    ("number", "page", "first", "rows"),
    [(0, 0, "0", 50), (1, 1, "50", 50), (2, 2, "100", 1), (9, 2, "100", 1), (-1, 0, "0", 50)],
)
def test_a_page_has_its_rows(number: int, page: int, first: str, rows: int) -> None:
    checker = SimulatedChecker([str(number) for number in range(101)])
    state = checker.state(Page(number))
    assert (state.page, state.pages, state.matching, state.items) == (page, 3, 101, 101)
    assert (state.rows[0].item_id, len(state.rows)) == (first, rows)


@pytest.mark.parametrize(("items", "pages"), [(0, 1), (1, 1), (50, 1), (51, 2), (100, 2)])
def test_how_many_pages_there_are(items: int, pages: int) -> None:
    assert SimulatedChecker(map(str, range(items))).state().pages == pages


def test_only_unwell_items() -> None:
    checker = SimulatedChecker("abcdef")
    checker.start_pass()
    checker.start("a", "b", "c", "d", "e")
    checker.end("a")
    checker.end("b", Outcome.WARN)
    checker.end("c", Outcome.FAIL)
    checker.end("d")
    checker.end("d", Outcome.SKIPPED)
    checker.abandon("e")
    state = checker.state(Page(only_unwell=True))
    assert [row.item_id for row in state.rows] == ["b", "c", "d", "e", "f"]
    assert not any(row.is_well for row in state.rows)
    assert (state.only_unwell, state.matching, state.items) == (True, 5, 6)
    assert [row.item_id for row in checker.state().rows if row.is_well] == ["a"]


def test_a_page_number_beyond_the_last_page_shows_the_last() -> None:
    checker = SimulatedChecker([str(number) for number in range(60)])
    checker.start_pass()
    checker.start(*checker.entries)
    for item_id in checker.entries:
        checker.end(item_id, Outcome.FAIL if item_id == "59" else Outcome.PASS)
    state = checker.state(Page(1, only_unwell=True))
    assert (state.page, state.pages, state.matching) == (0, 1, 1)
    assert [row.item_id for row in state.rows] == ["59"]


def test_the_slowest_is_the_longest_last_check_of_the_page() -> None:
    rows = (Row("a", seconds=0.5), Row("b"), Row("c", seconds=2.0))
    assert ViewState(rows=rows).slowest == 2.0
    assert ViewState(rows=(Row("b"),)).slowest == ViewState().slowest == 0.0
