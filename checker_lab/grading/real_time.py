"""Grades in real time, where a busy machine may explain a failure: then a probe runs again.

Code that waits for what virtual time does not hold is graded so.
"""

from time import perf_counter

from checker_lab.grading.assessment import Assessment, Attempt, not_reached
from checker_lab.grading.integrity import Integrity
from checker_lab.grading.job import Job, PackedCode
from checker_lab.grading.plan import Probe
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.sandbox import run_jobs
from checker_lab.grading.sentences import say
from checker_lab.grading.verdicts import Finding

__all__ = ["RealTime", "judge_in_real_time"]

# Processes that run concurrently: they mostly wait.
PROCESSES = 4
# Seconds for a whole grading.
TIME_LIMIT = 16.5
# How much more slowly a probe runs again before a failure that time could explain counts.
SLOWER = 2.5
# The same for code that probably computes without end: a second run would tell nothing new.
PATIENT = 1.5


def judge_in_real_time(
    code: PackedCode, names: tuple[str, ...], integrity: Integrity, *, spins: bool = False
) -> Assessment:
    """Run all probes that judge these requirements, run those in doubt again, and judge.

    Args:
        code: the learner's code.
        names: the requirements.
        integrity: takes what the processes report besides findings.
        spins: does the code compute without end before run() has returned? Then it probably does
            so again, and no slow machine is the reason.
    """
    real_time = RealTime(code, names, integrity)
    if not (spins and real_time.fails_to_start()):
        real_time.run()
    return real_time.assessment


class RealTime:
    """One grading in real time."""

    def __init__(
        self, code: PackedCode, names: tuple[str, ...], integrity: Integrity | None = None
    ) -> None:
        self._integrity = integrity or Integrity()
        self.assessment = Assessment(names)
        self._code = code
        self._attempts = {
            path: attempt
            for path, attempt in self.assessment.attempts.items()
            if not attempt.probe.needs_virtual_time
        }
        self._started_at = perf_counter()
        # The probes that run again, or did.
        self._again: set[str] = set()
        self._is_hopeless = False

    def run(self) -> None:
        """Run all probes, and those in doubt again."""
        self._run([self.job(one.probe, 1.0) for one in self._attempts.values()])
        if self._is_hopeless and self.assessment.unloadable is None:
            self._try_the_start_again()

    def fails_to_start(self) -> bool:
        """Run what is about the start alone, and return whether nothing else can be tried."""
        starting = [one for one in self._attempts.values() if one.probe.about_the_start]
        self._run([self.job(one.probe, PATIENT) for one in starting])
        fails, self._is_hopeless = self._is_hopeless, False
        for one in starting if not fails else ():
            one.tries, one.findings = 0, []
        return fails

    def job(self, probe: Probe, scale: float) -> Job:
        """Return the job of a probe, with all its times stretched by `scale`."""
        return Job(self._code, probe.path, probe.names, scale, probe.seconds * scale)

    def take(self, result: ProcessResult) -> list[Job] | None:
        """Take a result, and return what to run again; None if nothing else is worth running."""
        self._integrity.take(result)
        if self._integrity.reached:
            return None
        attempt = self._attempts[result.job.probe]
        attempt.findings = _better(attempt, self.assessment.take(result))
        self._is_hopeless = (
            self._is_hopeless or attempt.is_hopeless or self.assessment.unloadable is not None
        )
        return None if self._is_hopeless else self._doubtful_jobs()

    def _run(self, jobs: list[Job]) -> None:
        seconds = self._started_at + TIME_LIMIT - perf_counter()
        for job in run_jobs(jobs, self.take, processes=PROCESSES, seconds=seconds):
            attempt = self._attempts[job.probe]
            attempt.findings = attempt.findings or not_reached(
                attempt.probe.names, say("no time was left for it")
            )

    def _try_the_start_again(self) -> None:
        """Run everything again if a slow machine can explain that the code did not start."""
        starting = [one for one in self._attempts.values() if one.is_hopeless]
        self._is_hopeless = False
        self._run([self.job(one.probe, SLOWER) for one in starting if _failed_by_time(one)])
        if not any(one.is_hopeless for one in starting):
            rest = [one for one in self._attempts.values() if one not in starting]
            self._run([self.job(one.probe, 1.0) for one in rest])

    def _doubtful_jobs(self) -> list[Job]:
        """Return the probes to run again, once it is known that the code starts as it should."""
        attempts = self._attempts.values()
        if any(one.probe.about_the_start and not one.tries for one in attempts):
            return []
        blocked = self.assessment.blocked()
        doubtful = [
            one.probe
            for one in attempts
            if one.tries == 1
            and one.probe.path not in self._again
            and _is_in_doubt(one)
            and not set(one.probe.names) <= blocked
        ]
        self._again.update(probe.path for probe in doubtful)
        return [self.job(probe, SLOWER) for probe in doubtful]


def _is_in_doubt(attempt: Attempt) -> bool:
    """Could a slow machine explain a finding?"""
    return any(
        one.state == "not reached" or (one.state == "failed" and one.by_time)
        for one in attempt.findings
    )


def _failed_by_time(attempt: Attempt) -> bool:
    """Could a slow machine explain every failure?"""
    return all(one.by_time for one in attempt.findings if one.state == "failed")


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
