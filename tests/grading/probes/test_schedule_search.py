"""A schedule that loses an item is found, and shown as proof."""

import pytest

from checker_lab.grading import Report, grade
from tests.grading import sample_checkers
from tests.grading.learner_reports import assert_judged
from tests.grading.test_transfer import as_in_a_cell
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)
STATE_OF_THE_MODULE = "threads_state_of_the_module"


def test_a_lost_item_is_shown_by_a_schedule() -> None:
    report = grade(sample_checkers.Loses, only="no-lost-add")
    assert report.failed == ("no-lost-add",)
    shown = report["no-lost-add"].evidence[0]
    assert (shown.kind, shown.game) == ("schedule", "add before run")
    assert "self.items = [*items, item]" in shown.text


def test_a_file_that_keeps_its_state_in_the_module_loses_nothing() -> None:
    assert_judged(STATE_OF_THE_MODULE, only=("no-lost-add",))


def test_nor_does_a_cell() -> None:
    path = next(one.path for one in learners() if one.name == STATE_OF_THE_MODULE)
    checker = as_in_a_cell(path.read_text(encoding="utf-8"))["Checker"]
    report: Report = grade(checker, only="no-lost-add")
    assert report.ok, str(report)
    assert "cannot be played" not in report["no-lost-add"].saw
