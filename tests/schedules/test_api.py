"""Tests of `explore()` and `play()` as their callers see them."""

import traceback

import pytest

from checker_lab.schedules import CannotMoveError, explore, play
from tests.schedules.programs import ADDS, Locked, Naive, add_b, nothing_lost


def spin(shared: Naive) -> None:
    while True:
        pass


def test_an_error_has_no_frames_of_the_scheduler() -> None:
    with pytest.raises(CannotMoveError) as caught:
        play(Naive, ADDS, "C")
    assert caught.value.__cause__ is None
    files = [frame.filename for frame in traceback.extract_tb(caught.value.__traceback__)]
    assert [file.rpartition("/")[2] for file in files] == ["test_api.py", "api.py", "api.py"]


def test_an_exploration_says_why_it_stopped() -> None:
    assert not explore(Naive, ADDS, nothing_lost).stopped_by
    limited = explore(Locked, ADDS, nothing_lost, max_schedules=5)
    assert str(limited.stopped_by) == "stopped after 5, before all were explored"
    endless = explore(Naive, {"A": spin, "B": add_b}, nothing_lost, max_steps=500)
    assert str(endless.stopped_by) == "stopped at one that does not end"


def test_an_exploration_has_the_shortest_losing_run_and_none_where_all_hold() -> None:
    found = explore(Naive, ADDS, nothing_lost)
    assert found.run is not None
    assert (found.run.schedule, found.run.outcome) == (found.shortest, "broken")
    assert explore(Locked, ADDS, nothing_lost).run is None
