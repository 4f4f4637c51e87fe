"""The timeline of the board, as data for timeline.js."""

from checker_lab.core.results import Outcome
from checker_lab.view import Bar, Panel, Row, ViewState
from checker_lab.view.history import LANES
from checker_lab.widgets.board.timeline import timeline_data
from tests.widgets.programs import EVIL


def one_pass(*bars: Bar) -> Panel:
    return Panel(1, 0.0, 2.0, 2.0, 2, bars)


def test_the_axis_and_the_lanes_as_data() -> None:
    panels = (
        one_pass(Bar("a", Outcome.PASS, 0.0, 0.5), Bar("b", Outcome.TIMEOUT, 0.5, 0.5, 3.0)),
        Panel(2, 2.0, None, 1.0, 1, (Bar("a", None, 2.0, 0.5), Bar("b", Outcome.SKIPPED, 2.0, 0))),
    )
    rows = (Row("a"), Row("b"), Row("never checked"))
    data = timeline_data(ViewState(rows=rows, matching=3, panels=panels, interval=2.0, timeout=0.5))
    assert data["about"] == "Pass 2 is running, one check at a time."
    assert data["ticks"] == [
        {"at": 0.0, "text": "pass 1"},
        {"at": 0.5, "text": "pass 2"},
        {"at": 1.0, "text": ""},
    ]
    assert data["timeouts"] == [{"at": 0.125, "text": "timeout 0.5 s"}, {"at": 0.625, "text": ""}]
    a, b = data["lanes"]
    assert (a["id"], a["text"]) == ("a", "PASS after 500 ms; in flight for 500 ms")
    assert [check["kind"] for check in (*a["checks"], *b["checks"])] == [
        *("ended", "in-flight", "ended", "dot")
    ]
    late, skipped = b["checks"]
    assert [late[key] for key in ("start", "length", "goesOn")] == [0.125, 0.125, 0.75]
    assert [each["mark"] for each in (late, skipped)] == ["◔", "•"]


def test_what_began_before_the_axis_is_only_a_line() -> None:
    panel = one_pass(Bar("a", None, -4.0, 0.0, 5.0))
    (lane,) = timeline_data(ViewState(rows=(Row("a"),), matching=1, panels=(panel,)))["lanes"]
    (check,) = lane["checks"]
    assert (check["kind"], check["start"], check["length"]) == ("tail", 0, 0)
    assert check["goesOn"] > 0


def test_text_that_looks_like_html_stays_unchanged_since_the_browser_shows_it_as_text() -> None:
    state = ViewState(
        rows=(Row(EVIL),), matching=1, panels=(one_pass(Bar(EVIL, Outcome.PASS, 0.0, 0.1)),)
    )
    assert timeline_data(state)["lanes"][0]["id"] == EVIL


def test_it_draws_so_many_lanes_and_says_of_how_many_items() -> None:
    rows = tuple(Row(str(number)) for number in range(LANES + 1))
    panel = one_pass(*(Bar(row.item_id, Outcome.PASS, 0.0, 0.1) for row in rows))
    many = ViewState(rows=rows, matching=1000, panels=(panel,))
    assert len(timeline_data(many)["lanes"]) == LANES
    first = f" The timeline shows the first {LANES} of"
    assert timeline_data(many)["about"].endswith(f"{first} 1,000 items.")
    assert timeline_data(many._replace(page=1))["about"].endswith(f"{first} this page.")
    few = timeline_data(many._replace(rows=rows[:2], matching=2))
    assert "timeline shows" not in few["about"]
    nothing = timeline_data(many._replace(panels=()))
    assert (nothing["about"], nothing["lanes"]) == ("No check has started yet.", [])
