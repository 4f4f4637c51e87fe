"""In real time the grader decides what to run again; a slow machine fails nothing."""

from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.plan import PROBES
from checker_lab.grading.process import LoadedCode, ProcessResult
from checker_lab.grading.real_time import RealTime
from checker_lab.grading.sentences import NOTHING, verbatim
from checker_lab.grading.verdicts import Finding


class Judged:
    """A grading that is handed the results of processes."""

    def __init__(self, names: tuple[str, ...]) -> None:
        self.real_time = RealTime(PackedCode("Mine", b"", "", {}, ()), names)

    def result(self, job: Job, *findings: Finding, died: str = "", doing: str = "") -> list[Job]:
        """Hand over a result, and return what is to run again."""
        loaded = LoadedCode("Mine", True, "threads")
        result = ProcessResult(
            job,
            list(findings),
            loaded,
            died=verbatim(died) if died else NOTHING,
            doing=verbatim(doing),
        )
        return self.real_time.take(result) or []

    def job(self, names: tuple[str, ...], scale: float = 1.0) -> Job:
        probe = next(one for one in PROBES if one.names == names)
        return self.real_time.job(probe, scale)

    def found(self, name: str) -> Finding:
        return next(one for one in self.real_time.assessment.findings() if one.name == name)


def test_a_failure_that_time_can_explain_is_tried_again_more_slowly() -> None:
    judged = Judged(("parallel",))
    job = judged.job(("parallel",))
    (again,) = judged.result(job, Finding("parallel", "failed", verbatim("slow"), by_time=True))
    assert again.scale > 1
    judged.result(again, Finding("parallel", "passed", verbatim("fine")))
    assert judged.found("parallel").state == "passed"


def test_a_certain_failure_is_not_tried_again() -> None:
    judged = Judged(("parallel",))
    assert not judged.result(
        judged.job(("parallel",)), Finding("parallel", "failed", verbatim("wrong"))
    )
    assert judged.found("parallel").state == "failed"


def test_a_process_that_dies_fails_the_requirement_of_its_probe() -> None:
    judged = Judged(("parallel",))
    job = judged.job(("parallel",))
    for scale in (1.0, 2.5):
        again = judged.job(("parallel",), scale)
        judged.result(again, died="it was not over", doing="watching the checks")
    saw = str(judged.found("parallel").saw)
    assert saw == "it was not over (last step: watching the checks)"
    assert job.names == ("parallel",)


def test_a_requirement_blocked_by_another_is_not_reached() -> None:
    judged = Judged(("repeats", "no-overlap"))
    start = ("returns", "first-pass", "repeats")
    judged.result(
        judged.job(start), Finding("repeats", "failed", verbatim("once"), blocks=("no-overlap",))
    )
    judged.result(
        judged.job(("no-overlap",)), Finding("no-overlap", "failed", verbatim("never again"))
    )
    found = judged.found("no-overlap")
    assert (found.state, str(found.saw)) == ("not reached", "because of repeats: once")
