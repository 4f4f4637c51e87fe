"""Waiting ends when the condition is true, or the time is over."""

from checker_lab.grading.child.clock import moves, now, pause, wait_until
from checker_lab.schedules.virtual import virtual_time


def test_it_ends_with_the_condition() -> None:
    answers = iter([False, False, True])
    assert wait_until(lambda: next(answers), 60.0)


def test_it_ends_with_the_time() -> None:
    started_at = now()
    assert not wait_until(lambda: False, 0.01)
    assert now() - started_at >= 0.01


def test_what_became_true_at_the_last_moment_counts() -> None:
    assert wait_until(lambda: True, 0.0)


def test_moves_are_counted_in_virtual_time_only() -> None:
    assert moves() == 0
    with virtual_time():
        pause(1)
        before = moves()
        pause(1)
        assert moves() > before > 0
