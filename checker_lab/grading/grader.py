"""Runs the probes over a learner's code and turns what they found into a report.

In virtual time each probe runs once in each order, and what it finds is certain. The second order
only adds failures. Code that waits for what virtual
time does not hold is graded in real time instead. The grader never imports or calls any of the
learner's code: that happens in processes of its own.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from checker_lab.core.language import Language
from checker_lab.core.lines import one_line
from checker_lab.grading.assessment import SURE, Assessment, all_unloadable, not_loaded
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.foreign import computes_without_end
from checker_lab.grading.integrity import Integrity
from checker_lab.grading.job import Job, Order, PackedCode
from checker_lab.grading.kind import Kind
from checker_lab.grading.plan import Probe
from checker_lab.grading.process import ProcessResult, Start
from checker_lab.grading.progress_line import ProgressLine, shown_progress
from checker_lab.grading.real_time import judge_in_real_time
from checker_lab.grading.report import Report, Verdict
from checker_lab.grading.requirements import CHECKER, ON_REQUEST, TIMEOUT, check_names
from checker_lab.grading.sandbox import run_jobs
from checker_lab.grading.sentences import NOTHING, say
from checker_lab.grading.starting import fork, start
from checker_lab.grading.verdicts import Finding

__all__ = ["Grader", "Target", "grade_packed"]

# Processes that run concurrently: they compute.
PROCESSES = max(1, min(4, os.cpu_count() or 1))
# Real seconds for a probe in virtual time, and for all of them. A probe takes less than one, and
# what it may compute is limited otherwise: this is for a machine that is very busy.
PROBE_LIMIT = 15.0
TIME_LIMIT = 60.0
# Stages in which the code only has to start something.
STARTING = {"add()", "run()"}
# Real seconds in which a file must be loaded to find out what it is.
TO_LOOK = 16.5


@dataclass(frozen=True, slots=True)
class Target:
    """What is graded.

    Attributes:
        name: of the class or function.
        kind: "threads" or "asyncio".
        names: the requirements to judge.
        code: the class or function, if it is in this process.
        language: of the report.
    """

    name: str
    kind: Kind
    names: tuple[str, ...]
    code: Any = None
    language: Language = "en"


class Grader:
    """One grading of a learner's code."""

    def __init__(
        self, code: PackedCode, target: Target, integrity: Integrity | None = None
    ) -> None:
        self._code = code
        self._target = target
        self._assessment = Assessment(target.names)
        self._probes = [one.probe for one in self._assessment.attempts.values()]
        # What the probes found in the other order.
        self._reversed: dict[str, list[Finding]] = {}
        self._has_begun = False
        # Why it has to be real time; empty as long as it need not be.
        self._foreign = NOTHING
        self._integrity = integrity or Integrity()
        # Does it compute without end where it has to return?
        self._spins = False
        self._progress = ProgressLine(
            sum(len(probe.orders) for probe in self._probes), target.language
        )

    def grade(self) -> Report:
        """Run all probes, in virtual time if that holds the code, and report."""
        started_at = perf_counter()
        with shown_progress():
            self._judge_in_virtual_time()
            if self._foreign and not self._integrity.reached:
                self._assessment = judge_in_real_time(
                    self._code, self._target.names, self._integrity, spins=self._spins
                )
            elif not self._integrity.reached:
                self._explain()
        target = self._target
        found = self._integrity.not_judged(target.names) or self._assessment.findings()
        verdicts = tuple(Verdict.of(one, target.kind, target.language) for one in found)
        return Report(
            target.name,
            target.kind,
            verdicts,
            round(perf_counter() - started_at, 1),
            target.code,
            self._foreign.in_language(target.language),
            self._integrity.reached_in(target.language),
            self._integrity.borrowed_in(target.language),
            target.language,
            self._assessment.to_blame(),
        )

    def take(self, result: ProcessResult) -> list[Job] | None:
        """Take a result; return what to run then, or None if nothing else is worth running."""
        self._integrity.take(result)
        if _is_in_doubt(result):
            return [replace(result.job, closely=True)]
        # A search of schedules runs in real time anyway.
        too_long = result.died if result.timed_out and result.job.order is not None else NOTHING
        self._foreign = self._foreign or result.foreign or too_long
        if self._foreign or self._integrity.reached:
            is_starting = str(result.doing) in STARTING
            self._spins = computes_without_end(result.foreign) and is_starting
            return None
        found = self._assessment.take(result)
        if result.job.order == "reversed":
            self._reversed[result.job.probe] = found
        else:
            self._assessment.attempts[result.job.probe].findings = found
        self._progress.take([one.name for one in found if one.state == "failed"])
        return None if self._assessment.is_hopeless else self._next_jobs()

    def _judge_in_virtual_time(self) -> None:
        jobs = self._first_jobs() or self._next_jobs()
        if run_jobs(jobs, self.take, processes=PROCESSES, seconds=TIME_LIMIT, start=fork):
            self._foreign = say("the probes took more than {seconds:g} s", seconds=TIME_LIMIT)
        for attempt in self._assessment.attempts.values():
            attempt.add_failures(self._reversed.get(attempt.probe.path, []))

    def _explain(self) -> None:
        """Look for the cause of the failure to fix first, among errors that the code catches.

        Nobody sees those, so one probe runs again, with every error of the code traced.
        """
        name = self._assessment.to_blame()
        for attempt in self._assessment.attempts.values():
            failed = [one for one in attempt.findings if one.name == name and _is_open(one)]
            if not failed or self._assessment.unloadable is not None:
                continue
            job = replace(self._job(attempt.probe, "in turn"), traced=True)
            for result in _results_of(job, PROBE_LIMIT, fork):
                attempt.explain(name, result.findings)
            return

    def _first_jobs(self) -> list[Job]:
        """Return the jobs about the start, and the search, which takes the longest."""
        return [
            self._job(probe, probe.orders[0])
            for probe in self._probes
            if probe.about_the_start or probe.orders[0] is None
        ]

    def _next_jobs(self) -> list[Job]:
        """Return all other jobs, once it is known that the code starts as it should."""
        attempts = self._assessment.attempts.values()
        if self._has_begun or any(one.probe.about_the_start and not one.tries for one in attempts):
            return []
        self._has_begun = True
        begun = self._first_jobs()
        probes = [one for one in self._probes if not self._is_decided(one)]
        # The longest first, so that no process is left alone with one at the end.
        probes.sort(key=lambda one: not one.needs_virtual_time)
        jobs = [self._job(probe, order) for probe in probes for order in probe.orders]
        return [job for job in jobs if job not in begun]

    def _is_decided(self, probe: Probe) -> bool:
        """Is it known already what a probe could find?"""
        known = self._assessment.blocked()
        if probe.needs_virtual_time:
            known = known | self._assessment.failed()
        return {*probe.names, *probe.also} <= known

    def _job(self, probe: Probe, order: Order | None) -> Job:
        adds = probe.needs_virtual_time
        return Job(self._code, probe.path, probe.names, 1.0, PROBE_LIMIT, order, only_adds=adds)


def grade_packed(code: PackedCode, only: Iterable[str] | str | None, language: Language) -> Report:
    """Find out what a packed file has in it, and grade that.

    Raises:
        UnclearError: it has no checker and no timeout function, or more than one.
        ValueError: there is no such requirement.
    """
    check_names(only, CHECKER + TIMEOUT, ON_REQUEST)
    result = _look_into(code)
    integrity = Integrity()
    integrity.take(result)
    if result.unclear:
        raise UnclearError(result.unclear, language)
    loaded = result.loaded
    if loaded is not None:
        names = (
            check_names(only, CHECKER, ON_REQUEST)
            if loaded.is_checker
            else check_names(only, TIMEOUT)
        )
        target = Target(loaded.name, loaded.kind, names, language=language)
        return Grader(code, target, integrity).grade()
    names = CHECKER if only is None else check_names(only, CHECKER + TIMEOUT, ON_REQUEST)
    findings = integrity.not_judged(names) or all_unloadable(not_loaded(result), names)
    verdicts = tuple(Verdict.of(one, "threads", language) for one in findings)
    return Report(
        one_line(code.name),
        "threads",
        verdicts,
        round(result.seconds, 1),
        not_judged=integrity.reached_in(language),
        language=language,
    )


def _is_in_doubt(result: ProcessResult) -> bool:
    """May a busy machine have made it look as if the code waits in real time?"""
    return bool(result.foreign) and not (result.is_foreign_surely or result.job.closely)


def _is_open(finding: Finding) -> bool:
    return finding.state == "failed" and (finding.mishap is None or finding.mishap.rank > SURE)


def _look_into(code: PackedCode) -> ProcessResult:
    """Load the code in a process, and return what it is."""
    job = Job(code, "", (), 1.0, 1.0)
    result = _results_of(replace(job, order="in turn"), TO_LOOK, fork)[-1]
    return _results_of(job, TO_LOOK, start)[-1] if result.foreign else result


def _results_of(job: Job, seconds: float, start: Start) -> list[ProcessResult]:
    """Run one job; without a result if there is no time for it."""
    results: list[ProcessResult] = []

    def keep(result: ProcessResult) -> list[Job]:
        results.append(result)
        return []

    run_jobs([job], keep, processes=1, seconds=seconds, start=start)
    return results
