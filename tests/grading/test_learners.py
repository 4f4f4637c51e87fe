"""The grader's own measure: right solutions pass, and broken ones fail for the right reason."""

import pytest

from checker_lab.grading import Report, grade_file
from tests.learners import Learner, learners

pytestmark = pytest.mark.timeout(120)

LEARNERS = learners()
# Of each kind a few, so that every run of the tests sees the grader at work.
FEW = {
    "threads_actor",
    "asyncio_taskgroup",
    "threads_lost_update",
    "threads_only_exception",
    "asyncio_says_it_too_early",
    "timeout_threads_stranded_sender",
    "timeout_asyncio_cancels_all",
}


def judge(learner: Learner, report: Report) -> str:
    """What is wrong with the report, or ""."""
    found = {*report.failed, *report.not_reached}
    allowed = {*learner.fails, *learner.may_fail}
    if not set(learner.fails) <= set(report.failed):
        return f"{learner.name}: {learner.fails} should have failed, {report.failed} did"
    if "all" not in allowed and not found <= allowed:
        return f"{learner.name}: {sorted(found - allowed)} should have passed"
    return ""


@pytest.mark.parametrize("name", sorted(FEW))
def test_a_few(name: str) -> None:
    learner = next(one for one in LEARNERS if one.name == name)
    report = grade_file(learner.path, only=learner.fails or None)
    assert not judge(learner, report), str(report)
    assert report.seconds < 20


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_catch_rate_and_false_alarms() -> None:
    wrong, slow = [], []
    for learner in LEARNERS:
        report = grade_file(learner.path)
        wrong += [text] if (text := judge(learner, report)) else []
        limit = 10 if learner.correct else 20
        slow += [f"{learner.name}: {report.seconds} s"] if report.seconds > limit else []
    broken = [one for one in LEARNERS if not one.correct]
    caught = len(broken) - sum(not one.correct and one.name in " ".join(wrong) for one in LEARNERS)
    print(f"caught {caught} of {len(broken)}; {len(wrong)} disagreements; too slow: {slow}")
    assert not wrong, "\n".join(wrong)
    assert not slow
