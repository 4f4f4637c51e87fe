"""Runs the probes over a learner's code, and makes the report of what they found."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from checker_lab.grading.child.loading import Kind, Source, UnclearError
from checker_lab.grading.child.main import Job
from checker_lab.grading.probes.plan import Probe, probes_for
from checker_lab.grading.report import Report, Verdict
from checker_lab.grading.requirements import CHECKER, TIMEOUT, check_names
from checker_lab.grading.sandbox import Ended, Sandbox
from checker_lab.grading.verdicts import Evidence, Finding, merged

__all__ = ["Court", "Target", "grade_source"]

# Processes at a time: most of them mostly wait.
LANES = 4
# Seconds for all of it.
AT_MOST = 16.5
# What has failed by time is tried again so much slower, before it is said to have failed.
SLOWER = 2.5
# Seconds in which any call is over, however slow the machine: the process itself is stuck.
STUCK = 4.0
# What a probe does before it comes to what it is about.
NOT_YET = ("loading", "starting", "add()", "run()")


@dataclass(frozen=True, slots=True)
class Target:
    """What is graded: its name, its kind, the requirements, and the thing itself, if it is here."""

    name: str
    kind: Kind
    names: tuple[str, ...]
    code: Any = None


@dataclass(slots=True)
class Attempt:
    """A probe's last run."""

    probe: Probe
    findings: list[Finding] = field(default_factory=list)
    tries: int = 0
    is_running_again: bool = False

    @property
    def in_doubt(self) -> bool:
        """May it have been the machine, which was slow?"""
        return any(
            one.state == "not reached" or (one.state == "failed" and one.by_time)
            for one in self.findings
        )

    @property
    def might_be_slow(self) -> bool:
        """Was it time that has made it fail?"""
        return all(one.by_time for one in self.findings if one.state == "failed")

    @property
    def is_hopeless(self) -> bool:
        """Does the code not even begin to do what all other probes need?"""
        return self.probe.about_the_start and any(
            one.state == "not reached" for one in self.findings
        )


class Court:
    """One grading of a learner's code."""

    def __init__(self, source: Source, target: Target) -> None:
        self._source = source
        self._target = target
        self._attempts = {probe.path: Attempt(probe) for probe in probes_for(target.names)}
        self._end = perf_counter() + AT_MOST
        self._began = perf_counter()
        self._is_hopeless = False
        self._unloadable: Finding | None = None

    def judge(self) -> Report:
        """Run all probes; one that is in doubt runs again, slower."""
        self._run([self._job(one.probe, 1.0) for one in self._attempts.values()])
        if self._is_hopeless and self._unloadable is None:
            self._give_another_chance()
        return self._report()

    def _give_another_chance(self) -> None:
        """If it was only the machine that the code did not begin, all is tried again."""
        starting = [one for one in self._attempts.values() if one.is_hopeless]
        self._is_hopeless = False
        self._run([self._job(one.probe, SLOWER) for one in starting if one.might_be_slow])
        if not any(one.is_hopeless for one in starting):
            rest = [one for one in self._attempts.values() if one not in starting]
            self._run([self._job(one.probe, 1.0) for one in rest])

    def _run(self, jobs: list[Job]) -> None:
        late = Sandbox(LANES, self._end - perf_counter()).run(jobs, self._on_end)
        for job in late:
            known = self._attempts[job.probe]
            known.findings = known.findings or _all_not_reached(
                known.probe.names, "there was no time left for it"
            )

    def _blocked(self) -> set[str]:
        """Requirements that cannot be judged because another one is not met."""
        return {name for one in self._all_findings() for name in one.blocks}

    def _job(self, probe: Probe, scale: float) -> Job:
        return Job(self._source, probe.path, probe.names, scale, probe.seconds * scale, "")

    def _on_end(self, ended: Ended) -> tuple[Job, ...] | None:
        attempt = self._attempts[ended.job.probe]
        if ended.loaded is None:
            self._unloadable = _not_loaded(ended)
            return None
        found = [*ended.findings, *_of_death(ended, attempt.probe)]
        attempt.findings = _better(attempt, found)
        attempt.tries += 1
        self._is_hopeless = self._is_hopeless or attempt.is_hopeless
        return None if self._is_hopeless else self._once_more()

    def _once_more(self) -> tuple[Job, ...]:
        """Those in doubt, once it is known that the code begins as it should."""
        attempts = self._attempts.values()
        if any(one.probe.about_the_start and not one.tries for one in attempts):
            return ()
        blocked = self._blocked()
        doubtful = [
            one
            for one in attempts
            if one.tries == 1
            and not one.is_running_again
            and one.in_doubt
            and not set(one.probe.names) <= blocked
        ]
        for attempt in doubtful:
            attempt.is_running_again = True
        return tuple(self._job(attempt.probe, SLOWER) for attempt in doubtful)

    def _report(self) -> Report:
        verdicts = tuple(Verdict.of(finding, self._target.kind) for finding in self._findings())
        target = self._target
        seconds = perf_counter() - self._began
        return Report(target.name, target.kind, verdicts, round(seconds, 1), target.code)

    def _findings(self) -> list[Finding]:
        names = self._target.names
        if self._unloadable is not None:
            rest = _all_not_reached(names[1:], "the code could not be loaded")
            return [replace(self._unloadable, name=names[0]), *rest]
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
        return merged(self._findings_of(name) or _all_not_reached((name,), "it was not tried"))

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
        """What has kept all others from being tried."""
        return {
            one.name: one
            for attempt in self._attempts.values()
            if attempt.is_hopeless
            for one in attempt.findings
            if one.state == "failed"
        }


def grade_source(source: Source, only: Iterable[str] | str | None = None) -> Report:
    """Find out what a file has, and grade that.

    Raises:
        UnclearError: it has no such class or function, or more than one.
        ValueError: there is no such requirement.
    """
    check_names(only, CHECKER + TIMEOUT)
    ended = _look(source)
    if ended.unclear:
        raise UnclearError(ended.unclear)
    known = ended.loaded
    if known is not None:
        names = check_names(only, CHECKER if known["is_checker"] else TIMEOUT)
        return Court(source, Target(known["name"], known["kind"], names)).judge()
    first, *rest = CHECKER if only is None else check_names(only, CHECKER + TIMEOUT)
    findings = [
        replace(_not_loaded(ended), name=first),
        *_all_not_reached(rest, "the code could not be loaded"),
    ]
    verdicts = tuple(Verdict.of(one, "threads") for one in findings)
    return Report(source.name, "threads", verdicts, round(ended.seconds, 1))


def _look(source: Source) -> Ended:
    seen: list[Ended] = []

    def note(ended: Ended) -> tuple[Job, ...]:
        seen.append(ended)
        return ()

    Sandbox(1, AT_MOST).run([Job(source, "", (), 1.0, 1.0, "")], note)
    (ended,) = seen
    return ended


def _not_loaded(ended: Ended) -> Finding:
    if ended.unloadable:
        shown = (Evidence("error", "what was raised", ended.trace),)
        return Finding("", "failed", f"the code could not be loaded: {ended.unloadable}", shown)
    return Finding("", "failed", f"the code could not be loaded: {ended.died or ended.unclear}")


def _of_death(ended: Ended, probe: Probe) -> list[Finding]:
    """What the end of a process says of what it has not found out."""
    known = {one.name for one in ended.findings}
    missing = [name for name in probe.names if name not in known]
    if not ended.died or not missing:
        return []
    saw = f"{ended.died}, in the middle of {ended.doing}"
    if probe.is_optional:
        return [Finding(name, None, f"the search was given up: {saw}") for name in missing]
    is_its_own = probe.about_the_start or not ended.doing.startswith(NOT_YET)
    if not is_its_own:
        return _all_not_reached(missing, saw)
    by_time = ended.in_stage < STUCK
    rest = _all_not_reached(missing[1:], saw)
    return [Finding(missing[0], "failed", saw, (), by_time), *rest]


def _all_not_reached(names: Iterable[str], saw: str) -> list[Finding]:
    return [Finding(name, "not reached", saw) for name in names]


def _better(attempt: Attempt, second: list[Finding]) -> list[Finding]:
    """Of two runs of a probe, for each requirement the one that speaks for the code."""
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
    # What a probe has noticed by the way, and not again, was nothing.
    return after or (before if name in probe.names else [])


def _is_certain(finding: Finding) -> bool:
    return finding.state in {"passed", None} or (finding.state == "failed" and not finding.by_time)
