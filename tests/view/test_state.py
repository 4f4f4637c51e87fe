"""The view state: the rows of the page that a view shows."""

import pytest

from checker_lab import Snapshot
from checker_lab.core.results import Outcome
from checker_lab.view import History, Page
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


def test_only_items_with_these_outcomes() -> None:
    checker = SimulatedChecker("abcdef")
    checker.start_pass()
    checker.start("a", "b", "c", "d", "e")
    checker.end("a")
    checker.end("b", Outcome.WARN)
    checker.end("c", Outcome.FAIL)
    checker.end("d")
    checker.end("d", Outcome.SKIPPED)
    checker.abandon("e")

    def ids(*outcomes: Outcome | None) -> str:
        state = checker.state(Page(outcomes=frozenset(outcomes)))
        assert (state.outcomes, state.items) == (frozenset(outcomes), 6)
        assert state.matching == len(state.rows)
        return "".join(row.item_id for row in state.rows)

    assert ids(Outcome.PASS) == "a"
    assert ids(Outcome.TIMEOUT, Outcome.WARN) == "be"
    assert ids(None, Outcome.SKIPPED) == "df"
    assert ids(Outcome.PANIC) == ""
    assert ids() == "abcdef"


def test_a_page_number_beyond_the_last_page_shows_the_last() -> None:
    checker = SimulatedChecker([str(number) for number in range(60)])
    checker.start_pass()
    checker.start(*checker.entries)
    for item_id in checker.entries:
        checker.end(item_id, Outcome.FAIL if item_id == "59" else Outcome.PASS)
    state = checker.state(Page(1, frozenset({Outcome.FAIL})))
    assert (state.page, state.pages, state.matching) == (0, 1, 1)
    assert [row.item_id for row in state.rows] == ["59"]


def test_the_time_until_the_next_pass_is_rounded_and_only_there_during_a_run() -> None:
    history = History()

    def next_pass(seconds: float, *, running: bool = True) -> float | None:
        snapshot = Snapshot(running, 1, 0, {}, at=100.0, next_pass_at=100.0 + seconds)
        return history.state(snapshot).next_pass

    assert [next_pass(seconds) for seconds in (0.44, 9.96, 12.4, -1.0)] == [0.4, 10.0, 12.0, 0.0]
    assert next_pass(1.0, running=False) is None
