"""The pager: which items the table shows, in words, and the buttons to see others."""

from typing import Any

import pytest

from checker_lab.core.results import Outcome
from checker_lab.view import Row, ViewState
from checker_lab.widgets.board.pager import pager

FAIL = frozenset({Outcome.FAIL})


def parts(**fields: Any) -> dict[str, dict[str, Any]]:
    """The attributes of each part, by its text."""
    return {part[2]: part[1] for part in pager(ViewState(**fields))[2:]}


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "no items yet"),
        ({"outcomes": FAIL, "items": 7}, "none of 7 items is FAIL now"),
        ({"rows": (Row("a"),), "matching": 1}, "items 1 to 1 of 1"),
        (
            {"rows": (Row("a"), Row("b")), "matching": 1_052, "page": 21, "outcomes": FAIL},
            "items 1,051 to 1,052 of 1,052, only FAIL",
        ),
        (
            {"rows": (Row("a"),), "matching": 1, "outcomes": FAIL | {None}},
            "items 1 to 1 of 1, only FAIL, pending",
        ),
    ],
)
def test_it_describes_the_page(fields: dict[str, Any], text: str) -> None:
    assert parts(**fields)[text]["role"] == "status"


def test_there_are_buttons_if_there_are_pages_or_a_filter() -> None:
    assert len(parts(rows=(Row("a"),), matching=1)) == 1
    buttons = parts(rows=(Row("a"),), matching=51, pages=2)
    assert buttons["◀ Previous page"]["aria-disabled"] == "true"
    assert buttons["Next page ▶"]["on"] == {"act": "page", "page": 1}
    assert "aria-disabled" not in buttons["Next page ▶"]
    assert parts(outcomes=FAIL)["Show all"]["on"] == {"act": "filter", "outcome": ""}
