"""The timetable as a picture: escaped, with words for those who do not see it."""

from typing import Any
from xml.etree import ElementTree

import pytest

from checker_lab.grading.timetable_html import timetable_html
from tests.grading.reports import EVIL


def timetable(*checks: Any, moments: Any = ((0.0, "run()"),), interval: float = 1.0) -> str:
    return timetable_html(
        {"checks": list(checks), "moments": list(moments), "interval": interval}, "en"
    )


def parsed(html: str) -> ElementTree.Element:
    return ElementTree.fromstring(f"<div>{html.replace('&nbsp;', ' ')}</div>")


def lanes(html: str) -> list[tuple[str, str]]:
    """The name of each lane, and its checks in words."""
    return [
        (row.findtext("th") or "", row.findtext("td/span/span") or "")
        for row in parsed(html).findall(".//tbody/tr")
    ]


def lines(html: str) -> list[tuple[str, str]]:
    """The label of each tick and moment, and its style."""
    spans = parsed(html).findall("div/div/div/span")
    return [("".join(span.itertext()), span.get("style", "")) for span in spans]


def test_a_timetable_has_lanes_ticks_moments_and_words() -> None:
    html = timetable(
        ("a", 0.0, 0.4, False),
        ("a", 1.0, 1.4, True),
        ("b", 0.0, None, False),
        moments=((0.0, "run()"), (1.5, "stop()")),
    )
    assert lanes(html) == [("a", "0.00–0.40 s; 1.00–1.40 s"), ("b", "0.00–… s")]
    assert [label for label, _ in lines(html)] == ["0 s", "1", "run()", "stop()"]
    assert 'aria-label="Timetable: 2 items' in html
    assert html.count(">×</span>") == 1
    assert html.count("2px dashed") == 1


def test_checks_that_overlap_have_lanes_of_their_own() -> None:
    html = timetable(
        ("slow", 0.0, 2.0, False), ("slow", 1.0, 3.0, False), ("slow", 2.0, 2.5, False)
    )
    assert lanes(html) == [("slow", "0.00–2.00 s; 2.00–2.50 s"), ("slow", "1.00–3.00 s")]
    assert "Timetable: 1 item," in html


def test_it_says_how_many_rows_it_leaves_out() -> None:
    checks = [(f"item {number}", 0.0, 0.4, False) for number in range(20)]
    left_out = "the first 12 of 20 rows; all of them stand below"
    assert len(lanes(timetable(*checks))) == 12
    assert left_out in timetable(*checks)
    assert "rows" not in timetable(*checks[:12])


def test_names_of_moments_do_not_cover_each_other() -> None:
    html = timetable(("a", 0.0, 0.4, False), moments=((0.20, "stop()"), (0.21, "stop() returned")))
    first, second = (style.split("top: ")[1] for label, style in lines(html) if "stop" in label)
    assert first != second


def test_a_late_stop_is_in_the_timetable() -> None:
    checks = [("a", float(second), second + 0.1, False) for second in range(60)]
    html = timetable(*checks, moments=((0.0, "run()"), (40.5, "stop()")))
    assert "stop()" in html
    assert "run()" not in html
    ((_, words),) = lanes(html)
    assert len(words.split("; ")) < 12


def test_texts_of_the_code_are_escaped() -> None:
    html = timetable((EVIL, 0.0, 1.0, False), moments=((0.0, EVIL),))
    assert "<script" not in html
    assert "\x1b" not in html


@pytest.mark.parametrize(
    "data", [None, {}, {"checks": [], "moments": [], "interval": 1.0}, {"checks": 7}]
)
def test_without_data_there_is_no_timetable(data: Any) -> None:
    assert timetable_html(data, "en") == ""


def test_numbers_that_are_none_draw_something() -> None:
    assert "nan" not in timetable(("a", float("nan"), float("inf"), False))
