"""stop() holds in the middle of a pass, right after run(), and twice at the same moment."""

from pathlib import Path

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)
PATHS = {learner.name: learner.path for learner in learners()}


@pytest.mark.parametrize(
    "name",
    [
        "threads_crew",
        "threads_takes_items_after_stop",
        "asyncio_run_returns_its_task",
        "asyncio_takes_items_after_stop",
        "asyncio_works_off_the_queue",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


@pytest.mark.parametrize(
    ("name", "fails", "saw"),
    [
        ("threads_works_off_the_queue", "stops", "in the middle of a pass of 90 items: "),
        ("threads_stop_before_the_start", "stops", "right after run(): "),
        ("threads_joins_while_they_leave", "stop-prompt", "raised RuntimeError: dictionary"),
        ("threads_two_stops_say_it_twice", "stop-twice", "two calls of stop() at the same moment"),
        ("threads_rest_of_the_pass_goes_on", "stops", "the first of 3 checks of a pass had"),
        ("asyncio_rest_of_the_pass_goes_on", "stops", "the first of 8 checks of a pass had"),
        ("threads_notified_before_the_wait", "stop-prompt", "checks of a pass"),
        ("asyncio_notified_before_the_wait", "stop-prompt", "checks of a pass"),
        ("threads_stop_looks_before_it_sets", "stop-twice", "two calls of stop()"),
        ("asyncio_two_stops_say_it_twice", "stop-twice", "two calls of stop() at the same moment"),
    ],
)
def test_it_says_at_which_moment(name: str, fails: str, saw: str) -> None:
    report = grade_file(PATHS[name], only=fails)
    assert report.failed == (fails,), str(report)
    assert saw in report[fails].saw


# Each item has a task; stop() cancels those of the items that were there at run().
FORGETS_NEW_ITEMS = """
import asyncio

class Checker:
    def __init__(self, interval):
        self.interval, self.items, self.tasks = interval, [], None

    def add(self, item):
        self.items.append(item)
        if self.tasks is not None:
            self.new = asyncio.create_task(self.watch(item))

    def run(self):
        self.begin = asyncio.get_running_loop().time()
        self.tasks = [asyncio.create_task(self.watch(item)) for item in self.items]

    async def watch(self, item):
        now = asyncio.get_running_loop().time
        tick = -(-(now() - self.begin) // self.interval)
        while True:
            await asyncio.sleep(self.begin + tick * self.interval - now())
            await item.health()
            tick += 1

    async def stop(self):
        for task in self.tasks:
            task.cancel()
        if self.tasks:
            await asyncio.wait(self.tasks)
            print("Проверки остановлены")
        self.tasks = []
"""


def test_an_item_that_was_added_just_before_stop_is_not_checked_after_it(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(FORGETS_NEW_ITEMS, encoding="utf-8")
    report = grade_file(path, only="stops")
    assert report.failed == ("stops",), str(report)
    assert "stop() was called 0.001 s after an add(): " in report["stops"].saw
