"""The timetable: the grid, and how it changes its pace."""

import hypothesis.strategies as st
import pytest
from hypothesis import given

from checker_lab.core.clock import NANOSECOND
from checker_lab.core.timetable import Timetable


def taken(now: float, start: float = 0.0, interval: float = 5.0) -> Timetable:
    """A timetable whose last tick was taken at `now`."""
    timetable = Timetable(start, interval)
    assert timetable.tick(now) is not None
    return timetable


def test_before_the_first_tick_only_what_follows_it_changes() -> None:
    timetable = Timetable(10.0, 5.0).paced(2.0, 3.0)
    assert timetable.next_tick == 10.0
    assert timetable.tick(10.0) == 0
    assert timetable.next_tick == 12.0


@pytest.mark.parametrize(
    ("interval", "now", "due"),
    [(2.0, 1.0, 2.0), (60.0, 1.0, 60.0), (2.0, 2.0, 2.0), (2.0, 4.5, 4.5), (0.5, 4.0, 4.0)],
)
def test_the_next_tick_is_an_interval_after_the_last_or_now(
    interval: float, now: float, due: float
) -> None:
    timetable = taken(0.0).paced(interval, now)
    assert timetable.next_tick == due
    assert timetable.tick(due) == 0
    assert timetable.next_tick == due + interval


def test_it_counts_from_the_last_tick_however_often_it_is_changed() -> None:
    timetable = taken(0.0).paced(60.0, 1.0).paced(0.5, 1.25).paced(60.0, 1.25)
    assert timetable.next_tick == 60.0
    assert timetable.paced(2.0, 1.5).next_tick == 2.0


def test_it_counts_from_when_a_late_tick_was_taken() -> None:
    assert taken(17.0).paced(1.0, 17.25).next_tick == 18.0


def test_ticks_that_were_missed_before_are_not_missed_again() -> None:
    late = Timetable(0.0, 5.0)
    assert late.tick(17.0) == 3
    paced = late.paced(1.0, 30.0)
    assert paced.tick(30.0) == 0
    assert paced.tick(33.5) == 2
    assert paced.next_tick == 34.0


@given(
    st.lists(st.tuples(st.floats(0, 50), st.none() | st.floats(1e-3, 1e4)), min_size=1, max_size=30)
)
def test_no_pace_makes_a_burst(steps: list[tuple[float, float | None]]) -> None:
    """Who is never late misses none, and has an interval between each pass and the next."""
    interval, now, last = 5.0, 0.0, 0.0
    timetable = taken(0.0)
    for seconds, changed in steps:
        now = min(now + seconds, timetable.next_tick)
        if changed is not None:
            timetable, interval = timetable.paced(changed, now), changed
        if (missed := timetable.tick(now)) is not None:
            assert missed == 0
            assert now - last >= interval - 10 * NANOSECOND
            last = now
            assert timetable.tick(now) is None


@pytest.mark.parametrize("interval", [1e-300, 1e-12, 1e300])
def test_odd_intervals_do_no_harm(interval: float) -> None:
    timetable = taken(1000.0, start=1000.0).paced(interval, 1001.0)
    timetable.tick(1001.0)
    assert timetable.next_tick > 1001.0
    assert timetable.paced(5.0, 1001.0).next_tick > 1001.0
