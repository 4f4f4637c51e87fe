"""Which requirement is to blame for what the probes found."""

import pytest

from checker_lab.grading.assessment import Assessment
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.plan import PROBES, Probe
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


def ended(probe: Probe, *findings: Finding, doing: str) -> ProcessResult:
    """Return the result of a process that the code has ended."""
    job = Job(PackedCode("Mine", b"", "", {}, ()), probe.path, probe.names, 1.0, 1.0)
    return ProcessResult(
        job,
        list(findings),
        LoadedCode("Mine", True, "threads"),
        doing=verbatim(doing),
        died=verbatim("it ended"),
        has_quit=True,
    )


@pytest.mark.parametrize("probe", [one for one in PROBES if not one.plays_schedules])
@pytest.mark.parametrize("doing", ["run()", "add()", "watching the checks"])
def test_code_that_ends_its_process_fails_whatever_is_known(probe: Probe, doing: str) -> None:
    known = tuple(Finding(name, "passed", verbatim("well")) for name in probe.names)
    for findings in ((), known):
        assessment = Assessment(probe.names)
        found = assessment.take(ended(probe, *findings, doing=doing))
        assert "failed" in {one.state for one in found}


def test_a_pass_of_another_probe_does_not_hide_the_end_of_a_process() -> None:
    names = ("recovers", "reports-panic")
    assessment = Assessment(names)
    probes = [one for one in PROBES if one.names == names]
    well = [Finding(name, "passed", verbatim("well")) for name in names]
    assessment.attempts[probes[0].path].findings = well
    found = assessment.take(ended(probes[1], doing="SystemExit in a check of 'one'"))
    assessment.attempts[probes[1].path].findings = found
    recovers, _ = assessment.findings()
    assert recovers.state == "failed"
    assert str(recovers.saw) == "SystemExit in a check of 'one': it ended"


def test_a_search_that_ends_its_process_decides_nothing() -> None:
    probe = next(one for one in PROBES if one.plays_schedules)
    found = Assessment(probe.names).take(ended(probe, doing="playing"))
    assert [one.state for one in found] == [None]
