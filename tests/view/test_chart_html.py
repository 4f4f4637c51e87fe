"""Lanes on one time axis as HTML."""

from xml.etree import ElementTree

from checker_lab import Outcome
from checker_lab.view.chart import DrawnCheck, Group, Label, Lane
from checker_lab.view.chart_html import chart_html

EVIL = "<img src=x onerror=alert(1)>\"'&"
TICKS = [Label(0.0, "0 s"), Label(0.95, "10 s")]


def drawn(*checks: DrawnCheck, item_id: str = "a", hidden: int = 0) -> ElementTree.Element:
    """The HTML of one lane, parsed as XML, which fails if it is not well-formed."""
    group = Group("threads", "2 s", [Lane(item_id, checks)], hidden)
    html = chart_html([group], TICKS, "the title", "en")
    return ElementTree.fromstring(f"<div>{html.replace('&nbsp;', ' ')}</div>")


def styles(chart: ElementTree.Element) -> list[str]:
    return [span.get("style", "") for span in chart.findall(".//td/span/span[@aria-hidden]")]


def test_each_lane_says_in_words_what_it_shows() -> None:
    chart = drawn(DrawnCheck(Outcome.PASS, 0.25, 0.5, 0.0, "PASS after 5 s"), hidden=7)
    (text,) = [
        span.text for span in chart.findall(".//td/span/span") if not span.get("aria-hidden")
    ]
    assert text == "PASS after 5 s"
    assert [head.text for head in chart.findall(".//th[@scope='row']")] == ["a"]
    words = "".join(chart.itertext())
    assert "threads 2 s" in words
    assert "… and 7 more" in words
    assert "✓ PASS" in words
    figure = chart.find("div")
    assert figure is not None
    assert figure.get("aria-label") == "the title"


def test_the_bar_the_tail_and_the_mark_are_where_they_belong() -> None:
    chart = drawn(DrawnCheck(Outcome.TIMEOUT, 0.25, 0.5, 0.125, "late"))
    bar, tail, sign = styles(chart)
    assert "left: 25%; width: 50%" in bar
    assert "left: 75%; width: 12.5%" in tail
    assert "dotted" in tail
    assert "left: 75%" in sign


def test_each_kind_has_a_shape_of_its_own() -> None:
    (in_flight,) = styles(drawn(DrawnCheck(None, 0.0, 0.5, 0.0, "in flight")))
    assert "dashed" in in_flight
    (tail,) = styles(drawn(DrawnCheck(None, 0.0, 0.0, 0.5, "abandoned")))
    assert "dotted" in tail
    (dot,) = styles(drawn(DrawnCheck(Outcome.SKIPPED, 0.5, 0.0, 0.0, "SKIPPED")))
    assert "left: 50%" in dot
    assert "background" not in dot


def test_a_label_near_the_edge_stands_left_of_its_line() -> None:
    first, last = (tick.get("style", "") for tick in drawn().findall("div/div/div/span"))
    assert "left: 0%" in first
    assert "border-left" in first
    assert "right: 5%" in last
    assert "border-right" in last


def test_text_from_outside_is_escaped() -> None:
    assert EVIL in "".join(drawn(item_id=EVIL).itertext())
    assert drawn(item_id=EVIL).find(".//img") is None
