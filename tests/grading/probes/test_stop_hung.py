"""stop() does not wait for checks that hang, and cancels their tasks."""

from pathlib import Path

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)


@pytest.mark.parametrize(
    "name",
    [
        "threads_seconds_of_grace",
        "threads_five_seconds_of_grace",
        "asyncio_five_seconds_of_grace",
        "asyncio_nobody_keeps_the_checks",
        "asyncio_item_loops_swallow_cancellation",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


# A loop for each item swallows its cancellation and checks the item again.
SWALLOWS = """
import asyncio

class Checker:
    def __init__(self, interval):
        self.interval, self.items, self.tasks = interval, [], []

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.tasks = [asyncio.create_task(self.watch(item)) for item in self.items]

    async def watch(self, item):
        now = asyncio.get_running_loop().time
        due = now()
        while True:
            try:
                await {health}
            except BaseException as error:
                print(error)
            due += self.interval
            await asyncio.sleep(max(0, due - now()))

    async def stop(self):
        for task in self.tasks:
            task.cancel()
        await asyncio.wait(self.tasks, timeout=1.5)
        print("Проверки остановлены")
"""


@pytest.mark.parametrize("health", ["item.health()", "asyncio.wait_for(item.health(), 100)"])
def test_a_swallowed_cancellation_is_named(health: str, tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(SWALLOWS.format(health=health), encoding="utf-8")
    report = grade_file(path, only=("stops", "stop-ends"))
    swallowed = "the task of Checker.watch() had been cancelled, but caught the CancelledError"
    assert swallowed in report["stops"].saw, str(report)
    assert swallowed in report["stop-ends"].saw, str(report)
