"""A schedule that loses an item is found, and shown as proof."""

from typing import Any

import pytest

from checker_lab.grading import Report, grade, grade_file
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


def test_a_crew_of_many_that_are_alike_hides_nothing() -> None:
    assert_judged("threads_crew_clears_its_inbox")


def test_too_many_threads_are_no_loss() -> None:
    path = next(one.path for one in learners() if one.name == "threads_hundreds")
    report = grade_file(path, only="no-lost-add")
    assert report.ok, str(report)
    saw = report["no-lost-add"].saw
    assert "schedules cannot be played (a run may have at most 200 threads or tasks)" in saw


@pytest.mark.parametrize("name", ["threads_state_of_the_class", STATE_OF_THE_MODULE])
def test_every_schedule_starts_from_a_fresh_load(name: str) -> None:
    path = next(one.path for one in learners() if one.name == name)
    report = grade_file(path, only="no-lost-add")
    assert report.ok, str(report)
    assert "add while it runs: none of 40 schedules loses" in report["no-lost-add"].saw


def test_a_class_that_keeps_its_state_comes_fresh_from_a_cell_too() -> None:
    source = (
        "import threading\n"
        "from tests.grading.sample_checkers import Right\n"
        "LOCK = threading.Lock()\n"
        "class Mine(Right):\n"
        "    def __init__(self, interval):\n"
        "        super().__init__(interval)\n"
        "        del self.items\n"
        "    def add(self, item):\n"
        "        with LOCK:\n"
        "            if not hasattr(Mine, 'items'):\n"
        "                Mine.items = []\n"
        "            Mine.items.append(item)\n"
    )
    report: Report = grade(as_in_a_cell(source)["Mine"], only="no-lost-add")
    assert report.ok, str(report)
    assert "cannot be played" not in report["no-lost-add"].saw


class RefusesDuringRun(sample_checkers.Right):
    is_running = False

    def add(self, item: Any) -> None:
        if self.is_running:
            raise RuntimeError("too late")
        super().add(item)

    def run(self) -> None:
        super().run()
        self.is_running = True


def test_what_every_order_of_moves_loses_is_no_matter_of_schedules() -> None:
    verdict = grade(RefusesDuringRun, only="no-lost-add")["no-lost-add"]
    assert verdict.state == "failed"
    assert verdict.saw.startswith("add() of item 1 during a run raised RuntimeError: too late")
    assert all(shown.kind != "schedule" for shown in verdict.evidence)
