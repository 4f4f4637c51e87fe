"""The rows of the board: every mark has its words."""

from typing import Any

import pytest

from checker_lab.core.results import Outcome
from checker_lab.view import Row, ViewState
from checker_lab.view.marks import MARKS
from checker_lab.widgets.board.rows import rows_data
from tests.widgets.programs import EVIL


def row_data(**fields: Any) -> dict[str, Any]:
    """The only row of a table."""
    (data,) = rows_data(ViewState(rows=(Row(**{"item_id": "api", **fields}),)))
    return data


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_has_words_and_a_mark(outcome: Outcome) -> None:
    data = row_data(outcome=outcome, words="слово", reason="причина")
    assert data["name"] == outcome.name
    assert (data["words"], data["why"]) == ("слово", "причина")
    assert data["mark"] == MARKS[outcome].sign


def test_an_item_that_was_not_checked_yet_says_so() -> None:
    data = row_data()
    assert data["name"] == "not checked yet"
    assert (data["latency"], data["part"]) == ("–", 0)
    assert data["stripText"] == "no outcome yet"


def test_text_that_looks_like_html_stays_unchanged_since_the_browser_shows_it_as_text() -> None:
    assert row_data(item_id=EVIL)["id"] == EVIL


@pytest.mark.parametrize(
    ("fields", "more"),
    [
        ({}, ""),
        ({"skipped": 3}, ""),
        ({"abandoned": True}, "abandoned, still running"),
        ({"abandoned": True, "skipped": 1}, "abandoned, still running (skipped 1 time)"),
        ({"runs_for": 0.9}, ""),
        ({"runs_for": 12.4, "skipped": 2}, "running for 12 s (skipped 2 times)"),
    ],
)
def test_a_check_that_does_not_end_says_so(fields: dict[str, Any], more: str) -> None:
    assert row_data(**fields)["more"] == more


@pytest.mark.parametrize(
    ("timeout", "seconds", "part"),
    [(2.0, 0.5, 0.25), (0.5, 2.0, 1), (None, 2.0, 1), (2.0, 0.0, 0), (None, 0.0, 0)],
)
def test_the_bar_of_latency_is_a_part_of_the_timeout_or_of_the_slowest(
    timeout: float | None, seconds: float, part: float
) -> None:
    (data,) = rows_data(ViewState(timeout=timeout, rows=(Row("api", seconds=seconds),)))
    assert data["part"] == part


def test_the_strip_has_a_mark_for_each_outcome_and_the_same_in_words() -> None:
    data = row_data(recent=(Outcome.PASS, Outcome.FAIL, Outcome.TIMEOUT, Outcome.TIMEOUT))
    assert [mark for mark, _ in data["strip"]] == ["✓", "✗", "◔", "◔"]
    assert data["stripText"] == "last 4: 1 PASS, 1 FAIL, 2 TIMEOUT; newest: 2 TIMEOUT"


def test_the_words_have_their_language() -> None:
    (data,) = rows_data(ViewState(rows=(Row("api"),), language="en"))
    assert data["language"] == "en"
