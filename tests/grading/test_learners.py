"""The grader's own measure: right solutions pass, and broken ones fail for the right reason.

A few of them are graded in every run of the tests: see tests/grading/probes.
"""

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import disagreement
from tests.learners import learners


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_catch_rate_and_false_alarms() -> None:
    wrong, slow, missed = [], [], 0
    for learner in learners():
        report = grade_file(learner.path, only=learner.asks or None)
        if text := disagreement(learner, report):
            wrong.append(text)
            missed += not learner.correct
        if report.seconds > (10 if learner.correct else 20):
            slow.append(f"{learner.name}: {report.seconds} s")
    broken = sum(not learner.correct for learner in learners())
    print(f"caught {broken - missed} of {broken}; {len(wrong)} disagreements; too slow: {slow}")
    assert not wrong, "\n".join(wrong)
    assert not slow
