"""A chart of checks on one time axis."""

import random
from functools import partial

import pytest

from checker_lab import Outcome
from checker_lab.view import Bar, Panel
from checker_lab.view.chart import (
    Axis,
    Chart,
    DrawnCheck,
    Lane,
    chart_of_passes,
    concurrency,
    lanes_on,
    legend,
    sign_of,
)
from tests.view.test_timeline import history, panels

drawn = partial(chart_of_passes, language="en")


def a_pass(number: int, at: float, seconds: float = 1.0, *bars: Bar) -> Panel:
    return Panel(number, at, seconds, seconds, 2, bars)


def test_an_axis_has_everything_within_its_ends() -> None:
    axis = Axis(10.0, 20.0)
    assert [axis.part(moment) for moment in (0, 10, 12.5, 20, 99)] == [0, 0, 0.25, 1, 1]


def test_the_ticks_of_the_interval_have_the_numbers_of_their_passes() -> None:
    chart = drawn([a_pass(12, 100), a_pass(13, 101), a_pass(14, 102)], "a", 1.0, 0.5)
    assert [tick.text for tick in chart.ticks] == ["pass 12", "pass 13", "pass 14", ""]
    assert [tick.at for tick in chart.ticks] == pytest.approx([0, 1 / 3, 2 / 3, 1])
    assert [line.text for line in chart.timeouts] == ["timeout 0.5 s", "", ""]
    assert [line.at for line in chart.timeouts] == pytest.approx([1 / 6, 3 / 6, 5 / 6])
    assert chart.about == "Pass 14 took 1.00 s, up to 2 checks at the same time."


def test_an_abandoned_check_runs_past_the_timeout_and_the_next_tick() -> None:
    hung = Bar("hang", Outcome.TIMEOUT, 0.0, 0.5, goes_on=1.5)
    skipped = Bar("hang", Outcome.SKIPPED, 1.0, 0.0)
    passes = [a_pass(1, 0.0, 0.5, hung), a_pass(2, 1.0, 0.0, skipped)]
    (lane,) = drawn(passes, ["hang", "not checked"], 1.0, 0.5).lanes
    late, dot = lane.checks
    assert (late.start, late.length, late.goes_on) == (0.0, 0.25, 0.75)
    assert late.text == "TIMEOUT after 500 ms, then abandoned"
    assert (dot.start, dot.length, dot.goes_on, dot.text) == (0.5, 0.0, 0.0, "SKIPPED")


def test_a_check_that_began_before_the_axis_is_cut_at_its_start() -> None:
    bars = Bar("a", None, -9.0, 0.0, 10.0), Bar("b", None, -9.0, 10.0)
    a, b = lanes_on(Axis(0.0, 2.0), bars, "ab", "en")
    assert a.checks == (DrawnCheck(None, 0, 0, 0.5, "abandoned, still running after 10.00 s"),)
    assert b.checks == (DrawnCheck(None, 0, 0.5, 0, "in flight for 10.00 s"),)


def test_it_says_when_checks_started_if_that_is_on_the_axis() -> None:
    bars = Bar("a", None, -9.0, 0.0, 10.0), Bar("a", Outcome.PASS, 0.5, 1.0)
    (lane,) = lanes_on(Axis(0.0, 2.0), bars, "a", "en", with_starts=True)
    assert [check.text for check in lane.checks] == [
        "abandoned, still running after 10.00 s",
        "starts at 0.5 s: PASS after 1.00 s",
    ]


def test_one_pass_of_a_long_interval_fills_the_axis() -> None:
    chart = drawn([a_pass(1, 0.0, 10.0, Bar("a", Outcome.PASS, 9.0, 1.0))], "a", 60.0)
    assert [tick.text for tick in chart.ticks] == ["pass 1"]
    ((check,),) = (lane.checks for lane in chart.lanes)
    assert check.start + check.length == pytest.approx(1 / 1.15)


def test_two_passes_are_drawn_as_far_apart_as_they_were() -> None:
    bar = Bar("a", Outcome.PASS, 60.0, 1.0)
    chart = drawn([a_pass(1, 0.0), a_pass(2, 60.0, 1.0, bar)], "a", 60.0)
    assert [tick.at for tick in chart.ticks] == [0.0, 0.5, 1.0]
    assert chart.lanes[0].checks[0].start == 0.5


def test_a_pass_of_long_ago_is_left_out() -> None:
    chart = drawn([a_pass(1, 0.0), a_pass(2, 3600.0)], "a", 5.0)
    assert [tick.text for tick in chart.ticks if tick.text] == ["pass 2"]


def test_passes_that_follow_each_other_closely_share_a_label() -> None:
    passes = [a_pass(number, at, 0.01) for number, at in ((1, 0.0), (2, 0.02), (3, 5.0))]
    chart = drawn(passes, "a", 5.0)
    assert [tick.text for tick in chart.ticks] == ["passes 1 to 2", "", "pass 3", ""]


@pytest.mark.parametrize(("timeout", "lines"), [(None, 0), (0.5, 1), (7.0, 0)])
def test_a_timeout_beyond_the_axis_has_no_line(timeout: float | None, lines: int) -> None:
    assert len(drawn([a_pass(1, 0.0)], "a", 3.0, timeout).timeouts) == lines


def test_a_clock_that_stands_still_gives_the_interval_its_whole_width() -> None:
    chart = drawn([a_pass(1, 0.0, 0.0, Bar("a", Outcome.PASS, 0.0, 0.0))], "a", 5.0)
    assert [tick.at for tick in chart.ticks] == [0.0, 1.0]
    assert chart.lanes[0].checks == (DrawnCheck(Outcome.PASS, 0, 0, 0, "PASS after 0 ms"),)


def test_there_is_nothing_to_draw_before_the_first_pass() -> None:
    assert drawn([], "a", 1.0, 1.0) == Chart(about="No check has started yet.")


def test_the_legend_has_what_the_lanes_have() -> None:
    checks = (
        DrawnCheck(Outcome.SKIPPED, 0, 0, 0, ""),
        DrawnCheck(Outcome.PASS, 0, 0, 0, ""),
        DrawnCheck(None, 0, 0.1, 0, ""),
    )
    assert legend([], "en") == ""
    assert legend([Lane("a", checks)], "en") == "✓ PASS · • SKIPPED · striped: in flight"
    tail = DrawnCheck(None, 0, 0, 0.5, "")
    assert legend([Lane("a", (tail,))], "en") == "dotted: abandoned, still running"
    assert sign_of(Outcome.TIMEOUT) == "◔"


def test_it_says_how_many_checks_ran_at_the_same_time() -> None:
    assert concurrency(a_pass(1, 0.0), "en") == ", up to 2 checks at the same time"
    assert concurrency(a_pass(1, 0.0)._replace(concurrent=1), "en") == ", one check at a time"
    assert concurrency(a_pass(1, 0.0, 0.0), "en") == "", "the clock stood still"


def test_nothing_leaves_the_axis_whatever_happens() -> None:
    count = 0
    for seed in range(40):
        for checker in history(random.Random(seed)):
            chart = drawn(panels(checker), "abcdef", checker.interval, 0.2)
            lines = [line.at for line in (*chart.ticks, *chart.timeouts)]
            assert all(0 <= at <= 1 for at in lines)
            for check in (check for lane in chart.lanes for check in lane.checks):
                assert min(check.start, check.length, check.goes_on) >= 0
                assert check.start + check.length + check.goes_on <= 1 + 1e-9
                count += 1
    assert count > 5000
