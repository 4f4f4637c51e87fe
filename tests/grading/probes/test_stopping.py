"""stop() ends everything, and the message comes last."""

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
        "threads_actor",
        "asyncio_taskgroup",
        "asyncio_message_in_a_thread",
        "threads_timer_not_cancelled",
        "asyncio_helper_sleeps",
        "threads_latin_letters",
        "asyncio_stop_lingers",
        "threads_stop_lingers",
        "asyncio_timers_go_on",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name)


# stop() ends the passes, and prints the line when the pass that runs is over. It does not end that
# pass, which starts its checks one after another, a moment apart.
FINISHES_THE_PASS = """
import threading, time

class Checker:
    def __init__(self, interval):
        self.interval, self.items, self.over = interval, [], threading.Event()

    def add(self, item):
        self.items.append(item)

    def run(self):
        threading.Thread(target=self.passes, daemon=True).start()

    def passes(self):
        due = time.monotonic()
        while not self.over.wait(due - time.monotonic()):
            for item in list(self.items):
                threading.Thread(target=item.health, daemon=True).start()
                time.sleep(0.1 * self.interval)
            due += self.interval
        print("Проверки остановлены")

    def stop(self):
        self.over.set()
"""


def test_a_stop_in_the_middle_of_a_pass_ends_that_pass(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(FINISHES_THE_PASS, encoding="utf-8")
    report = grade_file(path, only="stops")
    assert report.failed == ("stops",), str(report)
    assert "started 1.95 s after stop() had returned" in report["stops"].saw


@pytest.mark.parametrize("name", ["asyncio_stop_lingers", "threads_stop_lingers"])
def test_a_first_stop_that_is_slow_is_blamed_and_not_the_second(name: str) -> None:
    report = grade_file(PATHS[name], only=("stop-prompt", "stop-twice"))
    assert report.failed == ("stop-prompt",), str(report)
    assert not report.not_reached
    assert report["stop-prompt"].saw.endswith(" s, while no check was in flight")


def test_nothing_is_said_about_the_end_while_timers_go_on() -> None:
    report = grade_file(PATHS["asyncio_timers_go_on"], only=("stops", "stop-ends"))
    assert (report.failed, report.not_reached) == (("stops",), ("stop-ends",)), str(report)


def test_an_owner_that_swallows_its_cancellation_is_named() -> None:
    report = grade_file(PATHS["asyncio_swallowed_cancellation"], only="stops")
    assert "Checker.loop() had been cancelled, but caught the Cancelled" in report["stops"].saw


RAISES = """
import asyncio

class Checker:
    def __init__(self, interval):
        self.interval, self.items = interval, []

    def add(self, item):
        self.items.append(item)

    def run(self):
        self.task = asyncio.create_task(self.passes())

    async def passes(self):
        while True:
            for item in self.items:
                asyncio.create_task(item.health())
            await asyncio.sleep(self.interval)

    async def stop(self):
        {stop}
"""


@pytest.mark.parametrize(
    ("stop", "failed", "saw"),
    [
        ("self.task.cancel(); await self.task", "stop-prompt", "stop() raised CancelledError"),
        ("self.tasks.cancel()", "stops", "has no attribute 'tasks', and the checks went on: "),
    ],
)
def test_an_error_of_stop_is_blamed_once(stop: str, failed: str, saw: str, tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text(RAISES.format(stop=stop), encoding="utf-8")
    report = grade_file(path, only=("stops", "stop-ends", "stop-message", "stop-prompt"))
    assert report.failed == (failed,), str(report)
    assert saw in report[failed].saw
