"""Grades a learner's own checker: runs it, and reports which requirements it meets.

    from checker_lab.grading import grade, grade_timeout

    report = grade(MyChecker)
    report.ok, report.failed
    report["no-lost-add"].hint(1)

In a terminal: `python -m checker_lab.grading solution.py`.
"""

from checker_lab.grading.api import grade, grade_file, grade_timeout
from checker_lab.grading.errors import TransferError, UnclearError
from checker_lab.grading.progress import Progress, ProgressError
from checker_lab.grading.report import Report, Verdict
from checker_lab.grading.requirements import REQUIREMENTS, Requirement
from checker_lab.grading.verdicts import Evidence

__all__ = [
    "REQUIREMENTS",
    "Evidence",
    "Progress",
    "ProgressError",
    "Report",
    "Requirement",
    "TransferError",
    "UnclearError",
    "Verdict",
    "grade",
    "grade_file",
    "grade_timeout",
]
