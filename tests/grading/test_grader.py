"""The grader decides what to run again, and which requirement is to blame."""

import pytest

from checker_lab.grading import grade
from checker_lab.grading.grader import Grader, Target
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.plan import PROBES
from checker_lab.grading.process import LoadedCode, ProcessResult
from checker_lab.grading.requirements import CHECKER
from checker_lab.grading.verdicts import Finding
from tests.grading import sample_checkers

pytestmark = pytest.mark.timeout(120)


def test_a_right_one_meets_all_in_ten_seconds() -> None:
    report = grade(sample_checkers.Right)
    assert report.ok, str(report)
    assert report.passed == CHECKER
    assert report.seconds < 10


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


# Without processes


class Judged:
    """A grader that was handed the results of processes."""

    def __init__(self, names: tuple[str, ...]) -> None:
        code = PackedCode("Mine", b"", "", {}, ())
        self.grader = Grader(code, Target("Mine", "threads", names))

    def result(self, job: Job, *findings: Finding, died: str = "", doing: str = "") -> list[Job]:
        """Hand the grader a result, and return what it wants to run again."""
        loaded = LoadedCode("Mine", True, "threads")
        result = ProcessResult(job, list(findings), loaded, died=died, doing=doing)
        return self.grader._on_result(result) or []

    def job(self, names: tuple[str, ...], scale: float = 1.0) -> Job:
        probe = next(one for one in PROBES if one.names == names)
        return self.grader._job(probe, scale)


def test_a_failure_that_time_can_explain_is_tried_again_more_slowly() -> None:
    judged = Judged(("parallel",))
    job = judged.job(("parallel",))
    (again,) = judged.result(job, Finding("parallel", "failed", "slow", by_time=True))
    assert again.scale > 1
    judged.result(again, Finding("parallel", "passed", "fine"))
    assert judged.grader._report().ok


def test_a_certain_failure_is_not_tried_again() -> None:
    judged = Judged(("parallel",))
    assert not judged.result(judged.job(("parallel",)), Finding("parallel", "failed", "wrong"))
    assert judged.grader._report().failed == ("parallel",)


def test_a_process_that_dies_fails_the_requirement_of_its_probe() -> None:
    judged = Judged(("parallel",))
    job = judged.job(("parallel",))
    for scale in (1.0, 2.5):
        again = judged.job(("parallel",), scale)
        judged.result(again, died="it was not over", doing="watching the checks")
    assert judged.grader._report()["parallel"].saw == (
        "it was not over, in the middle of watching the checks"
    )
    assert job.names == ("parallel",)


def test_a_requirement_blocked_by_another_is_not_reached() -> None:
    judged = Judged(("repeats", "no-overlap"))
    start = ("returns", "first-pass", "repeats")
    judged.result(judged.job(start), Finding("repeats", "failed", "once", blocks=("no-overlap",)))
    judged.result(judged.job(("no-overlap",)), Finding("no-overlap", "failed", "never again"))
    report = judged.grader._report()
    assert report.not_reached == ("no-overlap",)
    assert report["no-overlap"].saw == "because of repeats: once"
