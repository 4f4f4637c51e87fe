"""The timetable as a picture: escaped, with words for those who do not see it."""

import re
from typing import Any

import pytest

from checker_lab.grading.timetable_svg import timetable_svg
from tests.grading.reports import EVIL


def timetable(*checks: Any, moments: Any = ((0.0, "run()"),), interval: float = 1.0) -> str:
    return timetable_svg(
        {"checks": list(checks), "moments": list(moments), "interval": interval}, "en"
    )


def test_a_timetable_has_lanes_ticks_moments_and_words() -> None:
    svg = timetable(
        ("a", 0.0, 0.4, False),
        ("a", 1.0, 1.4, True),
        ("b", 0.0, None, False),
        moments=((0.0, "run()"), (1.5, "stop()")),
    )
    assert svg.count("<rect") == 3
    assert re.findall(r'class="check (\w+)"', svg) == ["done", "cancelled", "open"]
    assert svg.count('class="tick"') == 2
    assert re.findall(r'class="moment-name"[^>]*>([^<]*)<', svg) == ["run()", "stop()"]
    assert 'role="img" aria-label="Timetable: 2 items' in svg


def test_checks_that_overlap_have_lanes_of_their_own() -> None:
    svg = timetable(("slow", 0.0, 2.0, False), ("slow", 1.0, 3.0, False), ("slow", 2.0, 2.5, False))
    first, second, third = re.findall(r'<rect class="check done" x="[^"]*" y="(\d+)"', svg)
    assert first == second != third or first == third != second
    assert svg.count(">slow</text>") == 2
    assert "Timetable: 1 item," in svg


def test_names_of_moments_do_not_cover_each_other() -> None:
    svg = timetable(("a", 0.0, 0.4, False), moments=((0.20, "stop()"), (0.21, "stop() returned")))
    first, second = re.findall(r'class="moment-name" x="[^"]*" y="(\d+)"', svg)
    assert first != second


def test_a_late_stop_is_in_the_timetable_svg() -> None:
    checks = [("a", float(second), second + 0.1, False) for second in range(60)]
    svg = timetable(*checks, moments=((0.0, "run()"), (40.5, "stop()")))
    assert "stop()" in svg
    assert "run()" not in svg
    assert svg.count("<rect") < 12


def test_texts_of_the_code_are_escaped() -> None:
    html = timetable((EVIL, 0.0, 1.0, False), moments=((0.0, EVIL),))
    assert "<script" not in html
    assert "\x1b" not in html


@pytest.mark.parametrize(
    "data", [None, {}, {"checks": [], "moments": [], "interval": 1.0}, {"checks": 7}]
)
def test_without_data_there_is_no_timetable_svg(data: Any) -> None:
    assert timetable_svg(data, "en") == ""


def test_numbers_that_are_none_draw_something() -> None:
    assert "nan" not in timetable(("a", float("nan"), float("inf"), False))
