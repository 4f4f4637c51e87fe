"""What is sent to the browser: plain data that can be sent, and in words what the marks mean."""

import json
from collections.abc import Iterator
from typing import Any

import pytest

from checker_lab.core.results import Outcome, StopReport
from checker_lab.view import Bar, Panel, Picture, Progress, Row
from checker_lab.view.history import LANES
from checker_lab.view.marks import MARKS
from checker_lab.view.words import stop_lines
from checker_lab.widgets import drawing
from tests.widgets.programs import EVIL

NASTY = {
    "html": EVIL,
    "surrogates": "a\ud800\udc80\udfff",
    "controls": "a\n\r\x00\x1b[31m\x7f\u2028\u202e",
    "quotes": "'\"\\",
    "long": "x" * 1_000_000,
    "long surrogates": "\ud800" * 1_000_000,
}


def row(**told: Any) -> dict[str, Any]:
    """The one row of a picture."""
    (drawn,) = drawing.rows(Picture(rows=(Row(**{"item_id": "api", **told}),)))
    return drawn


def about(**told: Any) -> str:
    words = drawing.state(Picture(**told))["about"]
    assert isinstance(words, str)
    return words


def whole(picture: Picture) -> list[Any]:
    draw = (drawing.state, drawing.rows, drawing.timeline, drawing.log)
    return [each(picture) for each in draw]


def sent(picture: Picture) -> bytes:
    """What goes over the wire, as the kernel writes it."""
    return json.dumps(whole(picture), ensure_ascii=False, allow_nan=False).encode("utf-8")


def texts(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from texts(value)
    elif isinstance(data, list):
        for value in data:
            yield from texts(value)


def full(item_id: str) -> Picture:
    """A picture in which the item is everywhere."""
    bar = Bar(item_id, Outcome.FAIL, 0.0, 0.5, 0.25, 0.1)
    return Picture(
        running=True,
        rows=(Row(item_id, Outcome.FAIL, "не работает", "why", 0.25, recent=(Outcome.FAIL,)),),
        shown=1,
        panels=(Panel(1, 1.0, None, 1, (bar,)),),
        stopped=tuple(stop_lines(StopReport(True, (item_id,), (item_id,)), "ru")),
        log=("a line",),
        heard=1,
    )


# What comes from outside


@pytest.mark.parametrize("item_id", NASTY.values(), ids=NASTY)
def test_whatever_the_id_it_can_be_sent_and_is_not_large(item_id: str) -> None:
    assert len(sent(full(item_id))) < 30_000


@pytest.mark.parametrize("item_id", NASTY.values(), ids=NASTY)
def test_whatever_the_id_no_text_can_end_its_line(item_id: str) -> None:
    assert all(text.isprintable() for text in texts(whole(full(item_id))))


def test_what_looks_like_html_stays_as_it_is_for_the_board_puts_it_in_as_text() -> None:
    picture = full(EVIL)
    assert drawing.rows(picture)[0]["id"] == EVIL
    assert drawing.timeline(picture)["lanes"][0]["id"] == EVIL


def test_every_id_has_a_key_of_its_own() -> None:
    ids = [
        *NASTY.values(),
        "a",
        "'a'",
        "\\n",
        "\n",
        "x" * drawing.LONG,
        "x" * (drawing.LONG + 1),
        "x" * 999_999 + "y",
        drawing.key_of("x" * 1_000_000),
    ]
    assert len({drawing.key_of(item_id) for item_id in ids}) == len(ids)
    assert all(drawing.key_of(item_id).isascii() for item_id in ids)


# The rows


@pytest.mark.parametrize("outcome", Outcome)
def test_an_outcome_is_told_in_words_and_with_its_mark(outcome: Outcome) -> None:
    drawn = row(outcome=outcome, words="слово", reason="причина")
    assert drawn["name"] == outcome.name
    assert (drawn["words"], drawn["why"]) == ("слово", "причина")
    assert drawn["mark"] == MARKS[outcome].sign


def test_what_is_not_checked_yet_is_told() -> None:
    drawn = row()
    assert drawn["name"] == "not checked yet"
    assert (drawn["latency"], drawn["part"]) == ("–", 0)
    assert drawn["stripText"] == "no outcome yet"


@pytest.mark.parametrize(
    ("told", "more"),
    [
        ({}, ""),
        ({"skipped": 3}, ""),
        ({"abandoned": True}, "given up, and still at work"),
        ({"abandoned": True, "skipped": 1}, "given up, and still at work (skipped 1 time)"),
        ({"runs_for": 0.9}, ""),
        ({"runs_for": 12.4, "skipped": 2}, "at work for 12 s (skipped 2 times)"),
    ],
)
def test_a_check_that_does_not_end_is_told(told: dict[str, Any], more: str) -> None:
    assert row(**told)["more"] == more


@pytest.mark.parametrize(
    ("timeout", "seconds", "part"),
    [(2.0, 0.5, 0.25), (0.5, 2.0, 1), (None, 2.0, 1), (2.0, 0.0, 0), (None, 0.0, 0)],
)
def test_the_bar_of_latency_is_a_part_of_the_timeout_or_of_the_slowest(
    timeout: float | None, seconds: float, part: float
) -> None:
    picture = Picture(timeout=timeout, rows=(Row("api", seconds=seconds),))
    assert drawing.rows(picture)[0]["part"] == part


def test_the_strip_has_a_mark_for_each_outcome_and_says_the_same_in_words() -> None:
    drawn = row(recent=(Outcome.PASS, Outcome.FAIL, Outcome.TIMEOUT, Outcome.TIMEOUT))
    assert [mark for mark, _ in drawn["strip"]] == ["✓", "✗", "◔", "◔"]
    assert drawn["stripText"] == "last 4: 1 PASS, 1 FAIL, 2 TIMEOUT; newest: 2 TIMEOUT"


def test_words_are_told_apart_by_their_language() -> None:
    (drawn,) = drawing.rows(Picture(rows=(Row("api"),), language="en"))
    assert drawn["language"] == "en"


# The state


def test_the_state_is_told_in_words() -> None:
    assert about(items=1_000, failing=2, interval=5.0, timeout=0.5, missed_passes=1) == (
        "1,000 items, 2 failing, a pass each 5 s, timeout 0.5 s, 1 pass missed"
    )
    assert "no timeout" in about()
    assert "3 under way, 4 waiting" in about(in_flight=3, waiting=4)
    assert "2 checks given up, and still at work" in about(abandoned=2)


def test_the_line_of_a_stop_stands_apart_from_its_report() -> None:
    lines = tuple(stop_lines(StopReport(True, abandoned=("a",)), "ru"))
    drawn = drawing.state(Picture(stopped=lines))
    assert drawn["stopped"] == "Проверки остановлены"
    assert drawn["report"] == "The run has ended. Given up, and still at work: a."
    assert drawing.state(Picture())["stopped"] == ""


def test_the_progress_of_the_pass_is_told() -> None:
    drawn = drawing.state(Picture(pass_number=7, progress=Progress(2, 5)))
    assert (drawn["pass"], drawn["ended"], drawn["of"]) == (7, 2, 5)


@pytest.mark.parametrize(
    ("told", "text"),
    [
        ({}, "no items"),
        ({"only_unwell": True}, "every item passes"),
        ({"rows": (Row("a"),), "shown": 1}, "items 1 to 1 of 1 in all"),
        (
            {"rows": (Row("a"), Row("b")), "shown": 1_052, "page": 21, "only_unwell": True},
            "items 1,051 to 1,052 of 1,052 not passing",
        ),
    ],
)
def test_the_page_is_told(told: dict[str, Any], text: str) -> None:
    assert drawing.state(Picture(**told))["pageText"] == text


# The timeline


def test_a_lane_has_a_bar_or_a_gap_in_each_panel() -> None:
    panels = (
        Panel(1, 2.0, 1.5, 2, (Bar("a", Outcome.PASS, 0.0, 0.25, 0.5),)),
        Panel(2, 2.0, None, 1, (Bar("b", None, 0.5, 0.25, 0.5),)),
    )
    drawn = drawing.timeline(Picture(rows=(Row("a"), Row("b")), shown=2, panels=panels))
    assert [panel["title"] for panel in drawn["panels"]] == ["Pass 1", "Pass 2"]
    assert drawn["panels"][0]["about"] == "took 1.50 s, up to 2 at once"
    assert drawn["panels"][1]["about"] == "under way, up to 1 at once"
    assert [lane["id"] for lane in drawn["lanes"]] == ["a", "b"]
    assert [bar and bar["text"] for lane in drawn["lanes"] for bar in lane["bars"]] == [
        "PASS after 500 ms",
        None,
        None,
        "at work, 500 ms so far",
    ]


@pytest.mark.parametrize(
    ("outcome", "goes_on", "text"),
    [
        (Outcome.TIMEOUT, 0.0, "TIMEOUT after 500 ms"),
        (Outcome.TIMEOUT, 0.1, "TIMEOUT after 500 ms, then given up"),
        (Outcome.SKIPPED, 0.0, "SKIPPED"),
    ],
)
def test_a_bar_says_in_words_what_it_shows(outcome: Outcome, goes_on: float, text: str) -> None:
    bar = Bar("a", outcome, 0.0, 0.25, 0.5, goes_on)
    picture = Picture(rows=(Row("a"),), shown=1, panels=(Panel(1, 2.0, 1.0, 1, (bar,)),))
    (drawn,) = drawing.timeline(picture)["lanes"][0]["bars"]
    assert drawn["text"] == text
    assert drawn["goesOn"] == goes_on


def test_items_that_have_no_lane_are_counted_where_there_are_lanes() -> None:
    rows = tuple(Row(str(number)) for number in range(LANES + 1))
    bars = tuple(Bar(one.item_id, Outcome.PASS, 0.0, 0.1, 0.1) for one in rows[:LANES])
    few = Picture(rows=rows[:2], shown=2, panels=(Panel(1, 1.0, 1.0, 1, bars[:1]),))
    many = Picture(rows=rows, shown=LANES + 1, panels=(Panel(1, 1.0, 1.0, 1, bars),))
    assert drawing.timeline(few)["hidden"] == 0
    assert drawing.timeline(many)["hidden"] == 1
    assert drawing.timeline(many._replace(panels=()))["hidden"] == 0


# The log


def test_the_log_is_told_with_how_many_lines_there_ever_were() -> None:
    assert drawing.log(Picture(log=("b", "a"), heard=7)) == {"lines": ["b", "a"], "heard": 7}
