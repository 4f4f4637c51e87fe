"""The grader's own measure: right solutions pass, and broken ones fail for the right reason.

A few of them are graded in every run of the tests: see tests/grading/probes.
"""

from statistics import median

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import disagreement
from tests.learners import learners


@pytest.mark.deep
@pytest.mark.timeout(3600)
def test_catch_rate_and_false_alarms() -> None:
    wrong, seconds, missed = [], {}, 0
    for learner in learners():
        report = grade_file(learner.path, only=learner.asks or None)
        if text := disagreement(learner, report):
            wrong.append(text)
            missed += not learner.correct
        seconds[learner.name] = report.seconds
    broken = sum(not learner.correct for learner in learners())
    slowest = max(seconds, key=seconds.__getitem__)
    print(f"caught {broken - missed} of {broken}; {len(wrong)} disagreements")
    print(f"seconds: median {median(seconds.values())}, {slowest} {seconds[slowest]}")
    assert not wrong, "\n".join(wrong)
