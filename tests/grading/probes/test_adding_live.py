"""Items that are added during a run are checked from the next pass on."""

from pathlib import Path

import pytest

from checker_lab.grading import grade_file
from tests.grading.learner_reports import assert_judged

pytestmark = pytest.mark.timeout(120)

FORGETS = """
import threading
import time

from checker_lab import Channel


class Checker:
    def __init__(self, interval):
        self.interval = interval
        self.mailbox = Channel()

    def add(self, item):
        self.mailbox.send(item)

    def run(self):
        threading.Thread(target=self.loop, daemon=True).start()

    def loop(self):
        while True:
            for item in self.mailbox.drain():
                threading.Thread(target=item.health, daemon=True).start()
            time.sleep(self.interval)

    def stop(self):
        pass
"""


@pytest.mark.parametrize(
    "name",
    [
        "threads_snapshot_at_run",
        "asyncio_takes_them_in_afterwards",
        "threads_one_new_item_a_pass",
        "threads_new_ones_first",
        "asyncio_add_checks_it_first",
    ],
)
def test_learners_are_judged(name: str) -> None:
    assert_judged(name, only=("adds-live",))


@pytest.mark.parametrize("name", ["asyncio_new_ones_immediately", "threads_item_timers"])
def test_a_new_item_may_be_checked_before_the_next_pass(name: str) -> None:
    assert_judged(name, only=("adds-live",))


def test_passes_that_go_on_without_the_item_are_not_called_ended(tmp_path: Path) -> None:
    file = tmp_path / "forgets.py"
    file.write_text(FORGETS)
    saw = grade_file(file, only=("adds-live",))["adds-live"].saw
    assert "was checked only once" in str(saw)
    assert "no further pass" not in str(saw)
