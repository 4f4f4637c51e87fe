"""The status of the board: the state, the stop, the progress and the page in words."""

from typing import Any

import pytest

from checker_lab.core.results import StopReport
from checker_lab.view import PassProgress, Row, ViewState
from checker_lab.view.words import stop_lines
from checker_lab.widgets.board.status import status_data


def about(**fields: Any) -> str:
    text = status_data(ViewState(**fields))["about"]
    assert isinstance(text, str)
    return text


def test_it_describes_the_state_in_words() -> None:
    assert about(items=1_000, failing=2, interval=5.0, timeout=0.5, missed_passes=1) == (
        "1,000 items, 2 failing, a pass every 5 s, timeout 0.5 s, 1 pass missed"
    )
    assert "no timeout" in about()
    assert "3 in flight, 4 waiting" in about(in_flight=3, waiting=4)
    assert "2 checks abandoned, still running" in about(abandoned=2)


def test_the_line_of_a_stop_is_separate_from_its_report() -> None:
    lines = tuple(stop_lines(StopReport(True, abandoned=("a",)), "ru"))
    data = status_data(ViewState(stopped=lines))
    assert data["stopped"] == "Проверки остановлены"
    assert data["report"] == "The run has ended. Abandoned, still running: a."
    assert status_data(ViewState())["stopped"] == ""


def test_it_has_the_progress_of_the_pass() -> None:
    data = status_data(ViewState(pass_number=7, progress=PassProgress(2, 5)))
    assert (data["pass"], data["ended"], data["of"]) == (7, 2, 5)


def test_it_has_the_sentence_about_an_overrun() -> None:
    assert status_data(ViewState())["overrun"] == ""
    assert status_data(ViewState(overrun="pass 7: late"))["overrun"] == "pass 7: late"


@pytest.mark.parametrize(
    ("fields", "text"),
    [
        ({}, "no items"),
        ({"only_unwell": True}, "every item passes"),
        ({"rows": (Row("a"),), "matching": 1}, "items 1 to 1 of 1"),
        (
            {"rows": (Row("a"), Row("b")), "matching": 1_052, "page": 21, "only_unwell": True},
            "items 1,051 to 1,052 of 1,052 not passing",
        ),
    ],
)
def test_it_describes_the_page(fields: dict[str, Any], text: str) -> None:
    assert status_data(ViewState(**fields))["pageText"] == text
