"""Items are added by many threads, and while another add() is in the middle."""

import pytest

from checker_lab.grading import Report, grade, grade_file
from tests.grading import sample_checkers
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)


def report_on(name: str) -> Report:
    path = next(one.path for one in learners() if one.name == name)
    return grade_file(path, only="no-lost-add")


def test_a_lost_item_between_two_instructions_is_found_too() -> None:
    report = grade(sample_checkers.LosesOnOneLine, only="no-lost-add")
    assert report.failed == ("no-lost-add",)
    assert "self.items = [*self.items, item]" in report["no-lost-add"].evidence[0].text


def test_a_lost_update_is_found() -> None:
    assert_judged("threads_lost_update")


def test_a_queue_that_is_full_before_run_is_no_matter_of_others() -> None:
    saw = report_on("threads_small_inbox")["no-lost-add"].saw
    assert saw.startswith("add() of item 17 before run() had not returned after 1.5 s")


def test_a_burst_that_does_not_fit_is_lost() -> None:
    report = report_on("threads_inbox_of_two_hundred")
    assert "of 300 added items that were added without a break, " in report["no-lost-add"].saw


def test_the_oldest_of_many_items_are_lost() -> None:
    report = report_on("asyncio_keeps_the_last_fifty")
    assert ", 250 got no check in " in report["no-lost-add"].saw


def test_a_wrong_interval_is_not_blamed_on_add() -> None:
    report = report_on("asyncio_always_five_seconds")
    assert not report.failed, str(report)
