"""The timeline of the board: a bar or a gap for each item in each panel."""

import pytest

from checker_lab.core.results import Outcome
from checker_lab.view import Bar, Panel, Row, ViewState
from checker_lab.view.history import LANES
from checker_lab.widgets.board.timeline import timeline_data
from tests.widgets.programs import EVIL


def test_a_lane_has_a_bar_or_a_gap_in_each_panel() -> None:
    panels = (
        Panel(1, 2.0, 1.5, 2, (Bar("a", Outcome.PASS, 0.0, 0.25, 0.5),)),
        Panel(2, 2.0, None, 1, (Bar("b", None, 0.5, 0.25, 0.5),)),
    )
    data = timeline_data(ViewState(rows=(Row("a"), Row("b")), matching=2, panels=panels))
    assert [panel["title"] for panel in data["panels"]] == ["Pass 1", "Pass 2"]
    assert data["panels"][0]["about"] == "took 1.50 s, up to 2 concurrent"
    assert data["panels"][1]["about"] == "running, up to 1 concurrent"
    assert [lane["id"] for lane in data["lanes"]] == ["a", "b"]
    bars = [bar for lane in data["lanes"] for bar in lane["bars"]]
    assert [bar and bar["text"] for bar in bars] == [
        "PASS after 500 ms",
        None,
        None,
        "in flight for 500 ms",
    ]
    assert [bar["inFlight"] for bar in bars if bar] == [False, True]


@pytest.mark.parametrize(
    ("outcome", "goes_on", "text"),
    [
        (Outcome.TIMEOUT, 0.0, "TIMEOUT after 500 ms"),
        (Outcome.TIMEOUT, 0.1, "TIMEOUT after 500 ms, then abandoned"),
        (Outcome.SKIPPED, 0.0, "SKIPPED"),
    ],
)
def test_a_bar_has_its_meaning_in_words(outcome: Outcome, goes_on: float, text: str) -> None:
    bar = Bar("a", outcome, 0.0, 0.25, 0.5, goes_on)
    state = ViewState(rows=(Row("a"),), matching=1, panels=(Panel(1, 2.0, 1.0, 1, (bar,)),))
    (data,) = timeline_data(state)["lanes"][0]["bars"]
    assert data["text"] == text
    assert data["goesOn"] == goes_on


def test_text_that_looks_like_html_stays_unchanged_since_the_browser_shows_it_as_text() -> None:
    bar = Bar(EVIL, Outcome.PASS, 0.0, 0.1, 0.1)
    state = ViewState(rows=(Row(EVIL),), matching=1, panels=(Panel(1, 1.0, 1.0, 1, (bar,)),))
    assert timeline_data(state)["lanes"][0]["id"] == EVIL


def test_it_counts_the_items_without_a_lane_where_there_are_lanes() -> None:
    rows = tuple(Row(str(number)) for number in range(LANES + 1))
    bars = tuple(Bar(row.item_id, Outcome.PASS, 0.0, 0.1, 0.1) for row in rows[:LANES])
    few = ViewState(rows=rows[:2], matching=2, panels=(Panel(1, 1.0, 1.0, 1, bars[:1]),))
    many = ViewState(rows=rows, matching=LANES + 1, panels=(Panel(1, 1.0, 1.0, 1, bars),))
    assert timeline_data(few)["hidden"] == 0
    assert timeline_data(many)["hidden"] == 1
    assert timeline_data(many._replace(panels=()))["hidden"] == 0
