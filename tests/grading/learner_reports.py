"""Compares the report on a learner's file with what the file says about itself."""

from checker_lab.grading import Report, grade_file
from tests.learners import Learner, learners

__all__ = ["assert_judged", "disagreement"]


def assert_judged(name: str, only: tuple[str, ...] = ()) -> None:
    """Grade a learner's file by name: a right one passes, a broken one fails as it says."""
    learner = next(one for one in learners() if one.name == name)
    report = grade_file(learner.path, only=only or learner.fails or learner.asks or None)
    assert not disagreement(learner, report), str(report)


def disagreement(learner: Learner, report: Report) -> str:
    """Return what is wrong with the report; "" if nothing is."""
    found = {*report.failed, *report.not_reached}
    allowed = {*learner.fails, *learner.may_fail}
    if not set(learner.fails) <= set(report.failed):
        return f"{learner.name}: {learner.fails} should have failed, {report.failed} did"
    if "all" not in allowed and not found <= allowed:
        return f"{learner.name}: {sorted(found - allowed)} should have passed"
    return ""
