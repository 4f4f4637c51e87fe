"""Which requirement is to blame for what the probes found."""

from checker_lab.grading.assessment import Assessment
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.plan import PROBES
from checker_lab.grading.process import LoadedCode, ProcessResult
from checker_lab.grading.sentences import verbatim
from checker_lab.grading.verdicts import Finding

START = ("returns", "first-pass", "repeats")


class Filled(Assessment):
    """An assessment that is filled by hand."""

    def fill(self, names: tuple[str, ...], *findings: Finding, loads: bool = True) -> None:
        """Take a result of the probe that judges these requirements."""
        probe = next(one for one in PROBES if one.names == names)
        job = Job(PackedCode("Mine", b"", "", {}, ()), probe.path, names, 1.0, 1.0)
        loaded = LoadedCode("Mine", True, "threads") if loads else None
        result = ProcessResult(
            job, list(findings), loaded, unloadable="" if loads else "ValueError"
        )
        self.attempts[probe.path].findings = self.take(result)

    def states(self) -> dict[str, str | None]:
        return {one.name: one.state for one in self.findings()}


def test_code_that_cannot_be_loaded_fails_the_first_requirement() -> None:
    assessment = Filled(("returns", "parallel"))
    assessment.fill(("parallel",), loads=False)
    assert assessment.is_hopeless
    assert assessment.states() == {"returns": "failed", "parallel": "not reached"}


def test_a_start_that_fails_keeps_the_others_open() -> None:
    assessment = Filled(("returns", "parallel"))
    assessment.fill(
        START,
        Finding("returns", "failed", verbatim("it hangs")),
        Finding("repeats", "not reached", verbatim("")),
    )
    assert assessment.is_hopeless
    _, parallel = assessment.findings()
    assert str(parallel.saw) == "because of returns: it hangs"


def test_the_second_order_only_adds_failures() -> None:
    assessment = Filled(("parallel", "stop-prompt"))
    assessment.fill(("parallel",), Finding("parallel", "failed", verbatim("three")))
    (attempt,) = (one for one in assessment.attempts.values() if one.findings)
    attempt.add_failures(
        [
            Finding("parallel", "failed", verbatim("four")),
            Finding("stop-prompt", "passed", verbatim("soon")),
            Finding("stop-ends", "failed", verbatim("a thread is left")),
        ]
    )
    assert [str(one.saw) for one in attempt.findings] == ["three", "a thread is left"]
