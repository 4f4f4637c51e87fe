"""Findings and reports that were made by hand."""

from checker_lab.grading import Report, Verdict
from checker_lab.grading.sentences import verbatim
from checker_lab.grading.verdicts import Evidence, Finding, State

__all__ = ["EVIL", "MIXED", "evil_verdict", "finding", "report"]

EVIL = "<script>alert('x')</script>\x1b[31m"


def finding(name: str, state: State | None, saw: str = "seen", *, by_time: bool = False) -> Finding:
    return Finding(name, state, verbatim(saw), by_time=by_time)


def report(*findings: Finding) -> Report:
    return Report("Mine", "threads", tuple(Verdict.of(one, "threads") for one in findings), 1.5)


MIXED = report(
    finding("returns", "passed"), finding("repeats", "failed"), finding("stops", "not reached")
)


def evil_verdict() -> Verdict:
    """Return a verdict with tags and control codes in every text."""
    shown = Evidence("printed", f"printed {EVIL}", f"first\n{EVIL}")
    return Verdict.of(Finding("stops", "failed", verbatim(f"saw {EVIL}"), (shown,)), "threads")
