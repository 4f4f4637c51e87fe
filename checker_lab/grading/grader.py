"""Runs the probes over a learner's code and turns what they found into a report.

In virtual time each probe runs once, and what it finds is certain. Code that waits for what virtual
time does not hold is graded in real time instead. The grader never imports or calls any of the
learner's code: that happens in processes of its own.
"""

import os
from collections.abc import Iterable
from dataclasses import dataclass, replace
from time import perf_counter
from typing import Any

from checker_lab.core.lines import one_line
from checker_lab.grading.errors import UnclearError
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.judging import Judgement, all_unloadable, not_loaded
from checker_lab.grading.kind import Kind
from checker_lab.grading.plan import Probe
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.real_time import judge_in_real_time
from checker_lab.grading.report import Report, Verdict
from checker_lab.grading.requirements import CHECKER, TIMEOUT, check_names
from checker_lab.grading.sandbox import run_jobs
from checker_lab.grading.starting import fork, start

__all__ = ["Grader", "Target", "grade_packed"]

# Processes that run concurrently: they compute.
PROCESSES = max(1, min(4, os.cpu_count() or 1))
# Real seconds for all probes in virtual time, and for one of them, however busy the machine is.
TIME_LIMIT = 60.0
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
    """

    name: str
    kind: Kind
    names: tuple[str, ...]
    code: Any = None


class Grader:
    """One grading of a learner's code."""

    def __init__(self, code: PackedCode, target: Target) -> None:
        self._code = code
        self._target = target
        self._judgement = Judgement(target.names)
        # Why it has to be real time; "" as long as it need not be.
        self._foreign = ""

    def grade(self) -> Report:
        """Run all probes, in virtual time if that holds the code, and report."""
        started_at = perf_counter()
        self._judge_in_virtual_time()
        if self._foreign:
            self._judgement = judge_in_real_time(self._code, self._target.names)
        target = self._target
        verdicts = tuple(Verdict.of(one, target.kind) for one in self._judgement.findings())
        seconds = round(perf_counter() - started_at, 1)
        return Report(target.name, target.kind, verdicts, seconds, target.code, self._foreign)

    def take(self, result: ProcessResult) -> list[Job] | None:
        """Take a result; return no further jobs, or None if the others are not worth running."""
        self._foreign = self._foreign or result.foreign
        if self._foreign:
            return None
        found = self._judgement.take(result)
        self._judgement.attempts[result.job.probe].findings = found
        return None if self._judgement.is_hopeless else []

    def _judge_in_virtual_time(self) -> None:
        probes = [one.probe for one in self._judgement.attempts.values()]
        # Those about the start come first and alone, so that always the same ones run.
        self._run([probe for probe in probes if probe.about_the_start])
        if not (self._foreign or self._judgement.is_hopeless):
            self._run([probe for probe in probes if not probe.about_the_start])

    def _run(self, probes: list[Probe]) -> None:
        jobs = [
            Job(self._code, probe.path, probe.names, 1.0, TIME_LIMIT, order=probe.order)
            for probe in probes
        ]
        if run_jobs(jobs, self.take, processes=PROCESSES, seconds=TIME_LIMIT, start=fork):
            self._foreign = self._foreign or f"not all was over after {TIME_LIMIT:g} s"


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
    findings = all_unloadable(not_loaded(result), names)
    verdicts = tuple(Verdict.of(one, "threads") for one in findings)
    return Report(one_line(code.name), "threads", verdicts, round(result.seconds, 1))


def _look_into(code: PackedCode) -> ProcessResult:
    """Load the code in a process, and return what it is."""
    results: list[ProcessResult] = []

    def keep(result: ProcessResult) -> list[Job]:
        results.append(result)
        return []

    job = Job(code, "", (), 1.0, 1.0)
    run_jobs([replace(job, order="in turn")], keep, processes=1, seconds=TO_LOOK, start=fork)
    if results[-1].foreign:
        run_jobs([job], keep, processes=1, seconds=TO_LOOK, start=start)
    return results[-1]
