"""Checks are recorded in the order in which they start."""

import pytest

from checker_lab.grading.child import timeline as timeline_module
from checker_lab.grading.child.timeline import CheckTimeline
from checker_lab.grading.sentences import verbatim


def test_a_check_is_in_flight_until_it_ends() -> None:
    timeline = CheckTimeline()
    check = timeline.start("a", 1)
    assert timeline.in_flight() == [check]
    check.ended_at = check.started_at + 2
    assert timeline.in_flight() == []
    moments = (check.started_at + offset for offset in (-1, 0, 1, 2))
    assert [check.is_in_flight_at(moment) for moment in moments] == [False, True, True, False]


def test_a_timetable_counts_from_zero() -> None:
    timeline = CheckTimeline()
    for number in (1, 2, 3):
        check = timeline.start("a", number)
        check.started_at, check.ended_at = 10.0 + number, 10.5 + number
    check.was_cancelled = True
    timeline.start("b", 1).started_at = 12.0
    timeline.moments.append((11.0, verbatim("run()")))
    assert [str(line) for line in timeline.table(11.0, most=2)] == [
        "   0.00  run()",
        "a: 0.00–0.50, 1.00–1.50, and 1 more",
        "b: 1.00–…",
    ]
    assert "2.00–2.50 (cancelled)" in "\n".join(map(str, timeline.table(11.0)))


def test_it_does_not_grow_forever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timeline_module, "MOST_CHECKS", 3)
    timeline = CheckTimeline()
    for number in range(10):
        timeline.start("a", number)
    assert len(timeline.checks) == 3
