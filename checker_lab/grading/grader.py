"""Runs the probes over a learner's code and turns what they found into a report.

It decides what to run, what to try again and which requirement is to blame. It never imports or
calls any of the learner's code: that happens in processes of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.kind import Kind
from checker_lab.grading.plan import Probe, probes_for
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.report import Report, Verdict
from checker_lab.grading.requirements import CHECKER, TIMEOUT, check_names
from checker_lab.grading.sandbox import run_jobs
from checker_lab.grading.verdicts import Evidence, Finding, merged

__all__ = ["Grader", "Target", "grade_packed"]

# Processes that run concurrently: they mostly wait.
PROCESSES = 4
# Seconds for a whole grading.
TIME_LIMIT = 16.5
# How much more slowly a probe runs again before a failure that time could explain counts.
SLOWER = 2.5
# Seconds after which a stage did not end because of the code, however slow the machine is.
STUCK = 4.0
# Stages that come before what a probe is about.
PREPARING = ("loading", "starting", "add()", "run()")


@dataclass(frozen=True, slots=True)
class Target:
    """What is graded.

    Attributes:
        name: of the class or function.
        kind: "threads" or "asyncio".
        names: the requirements to judge.
        code: the class or function, if it is in this process.
    """

    name: str
    kind: Kind
    names: tuple[str, ...]
    code: Any = None


@dataclass(slots=True)
class Attempt:
    """What is known from one probe so far."""

    probe: Probe
    findings: list[Finding] = field(default_factory=list)
    tries: int = 0
    is_running_again: bool = False

    @property
    def is_in_doubt(self) -> bool:
        """Could a slow machine explain a finding?"""
        return any(
            one.state == "not reached" or (one.state == "failed" and one.by_time)
            for one in self.findings
        )

    @property
    def failed_by_time(self) -> bool:
        """Could a slow machine explain every failure?"""
        return all(one.by_time for one in self.findings if one.state == "failed")

    @property
    def is_hopeless(self) -> bool:
        """Does the code not even start to do what all other probes need?"""
        return self.probe.about_the_start and any(
            one.state == "not reached" for one in self.findings
        )


class Grader:
    """One grading of a learner's code."""

    def __init__(self, code: PackedCode, target: Target) -> None:
        self._code = code
        self._target = target
        self._attempts = {probe.path: Attempt(probe) for probe in probes_for(target.names)}
        self._started_at = perf_counter()
        self._is_hopeless = False
        self._unloadable: Finding | None = None

    def grade(self) -> Report:
        """Run all probes, run those in doubt again, and report."""
        self._run([self._job(one.probe, 1.0) for one in self._attempts.values()])
        if self._is_hopeless and self._unloadable is None:
            self._try_the_start_again()
        return self._report()

    def _try_the_start_again(self) -> None:
        """Run everything again if a slow machine can explain that the code did not start."""
        starting = [one for one in self._attempts.values() if one.is_hopeless]
        self._is_hopeless = False
        self._run([self._job(one.probe, SLOWER) for one in starting if one.failed_by_time])
        if not any(one.is_hopeless for one in starting):
            rest = [one for one in self._attempts.values() if one not in starting]
            self._run([self._job(one.probe, 1.0) for one in rest])

    def _run(self, jobs: list[Job]) -> None:
        seconds = self._started_at + TIME_LIMIT - perf_counter()
        for job in run_jobs(jobs, self._on_result, processes=PROCESSES, seconds=seconds):
            attempt = self._attempts[job.probe]
            attempt.findings = attempt.findings or _not_reached(
                attempt.probe.names, "no time was left for it"
            )

    def _job(self, probe: Probe, scale: float) -> Job:
        return Job(self._code, probe.path, probe.names, scale, probe.seconds * scale)

    def _on_result(self, result: ProcessResult) -> list[Job] | None:
        attempt = self._attempts[result.job.probe]
        if result.loaded is None:
            self._unloadable = _not_loaded(result)
            return None
        found = [*result.findings, *_from_death(result, attempt.probe)]
        attempt.findings = _better(attempt, found)
        attempt.tries += 1
        self._is_hopeless = self._is_hopeless or attempt.is_hopeless
        return None if self._is_hopeless else self._doubtful_jobs()

    def _doubtful_jobs(self) -> list[Job]:
        """Return the probes to run again, once it is known that the code starts as it should."""
        attempts = self._attempts.values()
        if any(one.probe.about_the_start and not one.tries for one in attempts):
            return []
        blocked = {name for one in self._all_findings() for name in one.blocks}
        doubtful = [
            one
            for one in attempts
            if one.tries == 1
            and not one.is_running_again
            and one.is_in_doubt
            and not set(one.probe.names) <= blocked
        ]
        for attempt in doubtful:
            attempt.is_running_again = True
        return [self._job(attempt.probe, SLOWER) for attempt in doubtful]

    def _report(self) -> Report:
        target = self._target
        verdicts = tuple(Verdict.of(finding, target.kind) for finding in self._findings())
        seconds = perf_counter() - self._started_at
        return Report(target.name, target.kind, verdicts, round(seconds, 1), target.code)

    def _findings(self) -> list[Finding]:
        names = self._target.names
        if self._unloadable is not None:
            return _all_unloadable(self._unloadable, names)
        return [self._finding(name) for name in names]

    def _finding(self, name: str) -> Finding:
        culprits = self._culprits()
        if culprits and name not in culprits:
            passed = [one for one in self._findings_of(name) if one.state == "passed"]
            because = "; ".join(f"{one.name}: {one.saw}" for one in culprits.values())
            return passed[0] if passed else Finding(name, "not reached", f"because of {because}")
        blocker = self._blocker_of(name)
        if blocker is not None:
            return Finding(name, "not reached", f"because of {blocker.name}: {blocker.saw}")
        return merged(self._findings_of(name) or _not_reached((name,), "it was not tried"))

    def _findings_of(self, name: str) -> list[Finding]:
        return [
            one
            for one in self._all_findings()
            if one.name == name and not (one.unless and self._has_failed(one.unless))
        ]

    def _all_findings(self) -> list[Finding]:
        return [one for attempt in self._attempts.values() for one in attempt.findings]

    def _has_failed(self, name: str) -> bool:
        return any(one.state == "failed" and one.name == name for one in self._all_findings())

    def _blocker_of(self, name: str) -> Finding | None:
        found = (one for one in self._all_findings() if name in one.blocks)
        return next(found, None) if self._has_failed(name) else None

    def _culprits(self) -> dict[str, Finding]:
        """Return the failures that kept all other requirements from being tried, by name."""
        return {
            one.name: one
            for attempt in self._attempts.values()
            if attempt.is_hopeless
            for one in attempt.findings
            if one.state == "failed"
        }


def grade_packed(code: PackedCode, only: Iterable[str] | str | None = None) -> Report:
    """Find out what a packed file has in it, and grade that.

    Raises:
        UnclearError: it has no checker and no timeout function, or more than one.
        ValueError: there is no such requirement.
    """
    check_names(only, CHECKER + TIMEOUT)
    result = _look_into(code)
    if result.unclear:
        raise UnclearError(result.unclear)
    loaded = result.loaded
    if loaded is not None:
        names = check_names(only, CHECKER if loaded.is_checker else TIMEOUT)
        return Grader(code, Target(loaded.name, loaded.kind, names)).grade()
    names = CHECKER if only is None else check_names(only, CHECKER + TIMEOUT)
    findings = _all_unloadable(_not_loaded(result), names)
    verdicts = tuple(Verdict.of(one, "threads") for one in findings)
    return Report(one_line(code.name), "threads", verdicts, round(result.seconds, 1))


def _look_into(code: PackedCode) -> ProcessResult:
    results: list[ProcessResult] = []

    def keep(result: ProcessResult) -> list[Job]:
        results.append(result)
        return []

    run_jobs([Job(code, "", (), 1.0, 1.0)], keep, processes=1, seconds=TIME_LIMIT)
    (result,) = results
    return result


def _not_loaded(result: ProcessResult) -> Finding:
    why = result.unloadable or result.died or result.unclear
    shown = (Evidence("error", "the error", result.trace),) if result.trace else ()
    return Finding("", "failed", f"the code could not be loaded: {why}", shown)


def _all_unloadable(failure: Finding, names: tuple[str, ...]) -> list[Finding]:
    """Blame the first requirement, since one has to fail, and leave the others open."""
    first, *rest = names
    return [replace(failure, name=first), *_not_reached(rest, "the code could not be loaded")]


def _from_death(result: ProcessResult, probe: Probe) -> list[Finding]:
    """Return what the end of a process says about the requirements that it did not judge."""
    known = {one.name for one in result.findings}
    missing = [name for name in probe.names if name not in known]
    if not result.died or not missing:
        return []
    saw = f"{result.died}, in the middle of {result.doing}"
    if probe.is_optional:
        return [Finding(name, None, f"the search was abandoned: {saw}") for name in missing]
    if not probe.about_the_start and result.doing.startswith(PREPARING):
        return _not_reached(missing, saw)
    by_time = result.seconds_in_stage < STUCK
    first, *rest = missing
    return [Finding(first, "failed", saw, (), by_time), *_not_reached(rest, saw)]


def _not_reached(names: Iterable[str], saw: str) -> list[Finding]:
    return [Finding(name, "not reached", saw) for name in names]


def _better(attempt: Attempt, second: list[Finding]) -> list[Finding]:
    """Return, for each requirement, the finding of two runs that speaks for the code."""
    first = attempt.findings
    if not first:
        return second
    names = dict.fromkeys(one.name for one in (*first, *second))
    return [one for name in names for one in _better_of(name, attempt.probe, first, second)]


def _better_of(
    name: str, probe: Probe, first: list[Finding], second: list[Finding]
) -> list[Finding]:
    before = [one for one in first if one.name == name]
    after = [one for one in second if one.name == name]
    certain = [one for one in before if _is_certain(one)]
    if certain:
        return certain
    if not before:
        return [one for one in after if _is_certain(one)]
    # A probe may notice failures that it is not about. If one does not happen again, it does not
    # count.
    return after or (before if name in probe.names else [])


def _is_certain(finding: Finding) -> bool:
    return finding.state in {"passed", None} or (finding.state == "failed" and not finding.by_time)
