"""What both naive checkers share."""

import pytest

from checker_lab import NaiveChecker
from checker_lab.testing import ManualClock, Scripted


def test_a_snapshot_shows_the_last_result_of_each_item(capsys: pytest.CaptureFixture[str]) -> None:
    clock = ManualClock(3.0)
    checker = NaiveChecker([Scripted("a", False), Scripted("b")], clock=clock)
    assert [item.last for item in checker.snapshot().items.values()] == [None, None]
    results = checker.check()
    seen = checker.snapshot()
    assert [item.last for item in seen.items.values()] == list(results)
    assert [result.started_at for result in results] == [3.0, 3.0]
    assert (seen.running, seen.pass_number) == (False, 1)
    assert capsys.readouterr().out == "a: не работает: health() вернул False\n"


def test_an_interval_is_a_number_above_0() -> None:
    with pytest.raises(
        ValueError, match="interval must be a finite number of seconds above 0, not 0"
    ):
        NaiveChecker(interval=0)
