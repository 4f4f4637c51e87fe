"""A stop() is called at the moment that was asked for, and followed to its end."""

import threading

import pytest

from checker_lab.grading.child.captured_output import CapturedOutput
from checker_lab.grading.child.clock import now
from checker_lab.grading.child.loading import LearnersCode
from checker_lab.grading.child.trial import Trial
from checker_lab.grading.probes.stop_calls import StopWatch
from checker_lab.grading.requirements import STOPPED
from tests.grading import sample_checkers


def ignore(*_: object) -> None:
    pass


@pytest.fixture
def trial(monkeypatch: pytest.MonkeyPatch) -> Trial:
    # A trial replaces these for good.
    monkeypatch.setattr(threading, "excepthook", threading.excepthook)
    monkeypatch.setattr(threading.Thread, "start", threading.Thread.start)
    code = sample_checkers.Right
    learners = LearnersCode(code, True, "threads", lambda: code)
    return Trial(learners, 1.0, CapturedOutput(STOPPED), ignore, ignore)


def test_it_is_called_at_its_moment_and_followed(trial: Trial) -> None:
    watch = StopWatch(trial)
    trial.begin_run(30.0, [trial.item("a")])
    stop = watch.stop_at(now() + 0.01)
    watch.follow(stop)
    assert stop.ended_at is not None
    assert stop.ended_at >= stop.started_at
    assert watch.late_checks(stop) == []
    assert [str(name) for _, name in trial.timeline.moments] == [
        "run()",
        "stop()",
        "stop() returned",
    ]


def test_each_run_has_a_timetable_of_its_own(trial: Trial) -> None:
    for _ in range(2):
        watch = StopWatch(trial)
        item = trial.item("a")
        trial.begin_run(30.0, [item])
        trial.wait_for_check(item, 30.0)
        assert not watch.stop_now().trouble
        assert len(trial.timeline.checks) == 1
