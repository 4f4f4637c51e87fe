"""Turns what probes found into one finding for each requirement, and says which one is to blame.

It knows nothing about processes, nor in which time they ran.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from checker_lab.grading.mishap import Mishap
from checker_lab.grading.plan import Probe, probes_for
from checker_lab.grading.process import ProcessResult
from checker_lab.grading.sentences import Sentence, join, say, verbatim
from checker_lab.grading.verdicts import Evidence, Finding, merged

__all__ = ["SURE", "Assessment", "Attempt", "all_unloadable", "not_loaded", "not_reached"]

# Seconds after which a stage did not end because of the code, however slow the machine is.
STUCK = 4.0
# If the first of these is not met, the others cannot be: slow checks in a row leave no time.
CONSEQUENCES = {"parallel": ("repeats", "no-overlap")}
# Up to this rank a mishap is surely to blame.
SURE = 2
# The requirements that fail when the code ends its whole process after a check that raises, and
# in stop().
PANICS, STOPPING = "recovers", "stop-prompt"
# Stages that come before what a probe is about.
PREPARING = ("loading", "starting", "add()", "run()")


@dataclass(slots=True)
class Attempt:
    """What is known from one probe so far, and how often it ran."""

    probe: Probe
    findings: list[Finding] = field(default_factory=list)
    tries: int = 0

    @property
    def is_hopeless(self) -> bool:
        """Does the code not even start to do what all other probes need?"""
        return self.probe.about_the_start and any(
            one.state == "not reached" for one in self.findings
        )

    def explain(self, name: str, findings: list[Finding]) -> None:
        """Take over what a traced run says about the cause of a failure."""
        mishaps = [one.mishap for one in findings if one.name == name and one.mishap is not None]
        for number, one in enumerate(self.findings):
            if one.name == name and one.state == "failed" and mishaps:
                self.findings[number] = replace(one, mishap=mishaps[0])

    def add_failures(self, findings: list[Finding]) -> None:
        """Add failures of requirements that have not failed yet."""
        failed = {one.name for one in self.findings if one.state == "failed"}
        self.findings += [
            one for one in findings if one.state == "failed" and one.name not in failed
        ]


class Assessment:
    """What all probes together say.

    Args:
        names: the requirements to judge.

    Attributes:
        attempts: one for each probe that judges any of them, by its path.
        unloadable: the finding about code that could not be loaded.
    """

    def __init__(self, names: tuple[str, ...]) -> None:
        self._names = names
        self.attempts = {probe.path: Attempt(probe) for probe in probes_for(names)}
        self.unloadable: Finding | None = None

    @property
    def is_hopeless(self) -> bool:
        """Can no other probe find anything?"""
        attempts = self.attempts.values()
        return self.unloadable is not None or any(one.is_hopeless for one in attempts)

    def take(self, result: ProcessResult) -> list[Finding]:
        """Take the result of a probe, and return what it found."""
        attempt = self.attempts[result.job.probe]
        attempt.tries += 1
        if result.loaded is None:
            self.unloadable = not_loaded(result)
            return []
        return [*result.findings, *_from_death(result, attempt.probe)]

    def findings(self) -> list[Finding]:
        """Return one finding for each requirement."""
        if self.unloadable is not None:
            return all_unloadable(self.unloadable, self._names)
        return [self._finding(name) for name in self._names]

    def to_blame(self) -> str:
        """Return the requirement to fix first; "" if all are met.

        That is one with an error in the code, or else the first that is not the consequence of
        another one.
        """
        failed = [one for one in self.findings() if one.state == "failed"]
        names = {one.name for one in failed}
        consequences = {
            name for cause, more in CONSEQUENCES.items() if cause in names for name in more
        }

        def order(finding: Finding) -> tuple[bool, bool]:
            is_sure = finding.mishap is not None and finding.mishap.rank <= SURE
            return not is_sure, finding.name in consequences

        return min(failed, key=order).name if failed else ""

    def blocked(self) -> set[str]:
        """Return the requirements that cannot be judged because of another failure."""
        return {name for one in self._all() for name in one.blocks}

    def _finding(self, name: str) -> Finding:
        culprits = self._culprits()
        if culprits and name not in culprits:
            passed = [one for one in self._findings_of(name) if one.state == "passed"]
            return passed[0] if passed else _because(name, culprits.values())
        blocker = self._blocker_of(name)
        if blocker is not None:
            return _because(name, [blocker])
        return merged(self._findings_of(name) or not_reached((name,), say("it was not tried")))

    def _findings_of(self, name: str) -> list[Finding]:
        """Return what counts. Of failures that are seen in passing only the first is worth saying,
        and none if a probe that is about the requirement has found it broken.
        """
        about: list[Finding] = []
        in_passing: list[Finding] = []
        for attempt in self.attempts.values():
            probe = attempt.probe
            is_about = name in probe.names and not probe.needs_virtual_time
            for one in attempt.findings:
                if one.name == name and not (one.unless and self._has_failed(one.unless)):
                    (about if is_about or one.state != "failed" else in_passing).append(one)
        is_known = any(one.state == "failed" for one in about)
        return about if is_known else about + in_passing[:1]

    def _all(self) -> list[Finding]:
        return [one for attempt in self.attempts.values() for one in attempt.findings]

    def _has_failed(self, name: str) -> bool:
        return any(one.state == "failed" and one.name == name for one in self._all())

    def _blocker_of(self, name: str) -> Finding | None:
        found = (one for one in self._all() if name in one.blocks)
        return next(found, None) if self._has_failed(name) else None

    def _culprits(self) -> dict[str, Finding]:
        """Return the failures that kept all other requirements from being tried, by name."""
        return {
            one.name: one
            for attempt in self.attempts.values()
            if attempt.is_hopeless
            for one in attempt.findings
            if one.state == "failed"
        }


def _because(name: str, causes: Iterable[Finding]) -> Finding:
    """Return that a requirement is open because of other failures."""
    causes = tuple(causes)
    said = [say("{name}: {saw}", name=one.name, saw=one.saw) for one in causes]
    mishap = next((one.mishap for one in causes if one.mishap is not None), None)
    saw = say("because of {cause}", cause=join(said))
    return Finding(name, "not reached", saw, mishap=mishap)


def not_loaded(result: ProcessResult) -> Finding:
    """Return why the code of this result could not be loaded; it names no requirement yet."""
    why = verbatim(result.unloadable) if result.unloadable else result.died or result.unclear
    shown = (Evidence("error", "the error", result.trace),) if result.trace else ()
    saw = say("the code could not be loaded: {why}", why=why)
    mishap = _died_while_loading(why) if result.died else result.mishap
    return Finding("", "failed", saw, shown, mishap=mishap)


def _died_while_loading(why: Sentence) -> Mishap:
    what = say("The code cannot be loaded: {error}.", error=why)
    return Mishap(0, what, say("Look at what the file runs outside of its functions."))


def all_unloadable(failure: Finding, names: tuple[str, ...]) -> list[Finding]:
    """Blame the first requirement, since one has to fail, and leave the others open."""
    first, *rest = names
    return [replace(failure, name=first), *not_reached(rest, say("the code could not be loaded"))]


def _from_death(result: ProcessResult, probe: Probe) -> list[Finding]:
    """Return what the end of a process says about the requirements of its probe."""
    known = {one.name for one in result.findings}
    missing = [name for name in probe.names if name not in known]
    if not result.died:
        return []
    saw = say("{died} (last step: {doing})", died=result.died, doing=result.doing)
    if result.has_quit and not probe.plays_schedules:
        return _from_quitting(result, probe, missing, saw)
    if probe.is_optional:
        abandoned = say("the search was abandoned: {why}", why=saw)
        return [Finding(name, None, abandoned) for name in missing]
    if not probe.about_the_start and str(result.doing).startswith(PREPARING):
        return not_reached(missing, saw)
    return _failed_first(missing, saw, by_time=result.seconds_in_stage < STUCK)


def _from_quitting(
    result: ProcessResult, probe: Probe, missing: list[str], saw: Sentence
) -> list[Finding]:
    """Return what it means that the code has ended its process: a failure, whenever it does so.

    A pass of another probe about the same requirement does not make up for it.
    """
    if PANICS in probe.names:
        # The last step is the check that raised.
        saw = say("{doing}: {died}", doing=result.doing, died=result.died)
    first = [name for name in (PANICS, STOPPING) if name in probe.names]
    names = list(dict.fromkeys([*first, *missing])) or [probe.names[-1]]
    hint = say(
        "What in your code ends the whole process: os._exit(), or a signal? All the rest of the "
        "program would end with it."
    )
    failed, *rest = _failed_first(names, saw, by_time=False)
    return [replace(failed, hint=hint), *rest]


def _failed_first(names: list[str], saw: Sentence, *, by_time: bool) -> list[Finding]:
    """Blame the first of these requirements, and leave the others open."""
    if not names:
        return []
    first, *rest = names
    return [Finding(first, "failed", saw, (), by_time), *not_reached(rest, saw)]


def not_reached(names: Iterable[str], saw: Sentence) -> list[Finding]:
    """Return findings that leave these requirements open, for this reason."""
    return [Finding(name, "not reached", saw) for name in names]
