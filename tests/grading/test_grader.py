"""The grader decides what to run again, and which requirement is to blame."""

from dataclasses import replace

import pytest

from checker_lab.grading import grade
from checker_lab.grading.grader import Grader, Target
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.requirements import CHECKER
from checker_lab.grading.sentences import say
from tests.grading import sample_checkers

pytestmark = pytest.mark.timeout(120)


def test_a_right_one_meets_all() -> None:
    report = grade(sample_checkers.Right)
    assert report.ok, str(report)
    assert report.passed == CHECKER


def test_a_skeleton_is_told_what_it_raised() -> None:
    report = grade(sample_checkers.Raises)
    assert report.failed == ("returns",)
    assert report["returns"].saw == "run() raised NotImplementedError: write run() here"
    assert len(report.not_reached) == len(CHECKER) - 1
    assert report["stops"].saw == f"because of returns: {report['returns'].saw}"


def test_a_skeleton_that_does_nothing() -> None:
    report = grade(sample_checkers.DoesNothing)
    assert (report.passed, report.failed) == (("returns",), ("first-pass",))


def test_a_step_does_not_need_the_next() -> None:
    assert grade(sample_checkers.NoStop, only=("returns", "first-pass", "repeats")).ok
    report = grade(sample_checkers.NoStop, only=("stops",))
    assert report.failed == ("stops",)
    assert "AttributeError" in report["stops"].saw


@pytest.mark.parametrize("is_sure", [True, False])
def test_what_a_busy_machine_may_cause_is_played_once_more(is_sure: bool) -> None:
    code = PackedCode("Checker", b"", "", {}, ())
    grader = Grader(code, Target("Checker", "threads", CHECKER))
    job = Job(code, "checker_lab.grading.probes.passes:passes", ("returns",), 1.0, 1.0, "in turn")
    result = ProcessResult(job, foreign=say("it computes without end"), is_foreign_surely=is_sure)
    again = replace(job, closely=True)
    assert grader.take(result) == (None if is_sure else [again])
    assert grader.take(replace(result, job=again)) is None
