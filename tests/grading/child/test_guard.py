"""The guard in a notebook: the same holds for a class as for a file."""

from typing import Any

import pytest

from checker_lab import Channel, ThreadedChecker
from checker_lab.grading import grade
from tests.grading import sample_checkers

pytestmark = pytest.mark.timeout(120)


class Reaches(sample_checkers.Right):
    def add(self, item: Any) -> None:
        import gc

        gc.get_referrers(item)


class Inherits(ThreadedChecker):
    def __init__(self, interval: float) -> None:
        super().__init__(interval=interval)


class Names(sample_checkers.Right):
    """It names what its cell has imported."""

    other = (Channel, ThreadedChecker, grade)


def test_a_class_that_reaches_into_the_grader_is_not_judged() -> None:
    report = grade(Reaches, only=("returns", "stops"))
    assert report.flag == "not judged"
    assert "it calls gc.get_referrers()" in report.not_judged
    assert report.summary == "Reaches (threads): not judged"
    assert "No verdict on it can be trusted" in report._repr_html_()


def test_a_class_that_inherits_from_the_library_is_flagged() -> None:
    report = grade(Inherits, only="returns")
    assert (report.flag, report.ok, report.passed) == ("borrowed", False, ("returns",))
    assert "it inherits from checker_lab.threads.checker.ThreadedChecker" in str(report)


def test_a_class_that_only_names_the_library_is_not() -> None:
    report = grade(Names, only=("returns", "stops"))
    assert (report.flag, report.ok) == ("", True), str(report)
