"""Grading in virtual time is exact, fast and always the same; what it cannot hold is said."""

import json
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker_lab.grading import Report, grade_file
from tests.grading import sample_checkers
from tests.learners import learners

pytestmark = pytest.mark.timeout(120)
PATHS = {learner.name: learner.path for learner in learners()}
# Right ones and wrong ones whose reports have every kind of evidence.
SAMPLES = (
    "threads_channel_context",
    "asyncio_taskgroup",
    "timeout_threads_queue",
    "threads_lost_update",
    "asyncio_swallowed_cancellation",
    "threads_join_of_a_hung_check",
)


@pytest.fixture
def busy_machine() -> Iterator[None]:
    program = [sys.executable, "-c", "while True: pass"]
    with subprocess.Popen(program) as one, subprocess.Popen(program) as other:
        yield
        one.kill()
        other.kill()


def contents(report: Report) -> str:
    """Everything in a report but how long it took."""
    return json.dumps({**json.loads(report.to_json()), "seconds": 0}, indent=1)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_grading_is_the_same_on_a_busy_machine(name: str, busy_machine: None) -> None:
    first, *others = (contents(grade_file(PATHS[name])) for _ in range(4))
    assert others == [first] * 3


@pytest.mark.deep
@pytest.mark.timeout(3600)
@pytest.mark.parametrize("name", sorted(PATHS)[::24])
def test_twenty_of_twenty_are_the_same(name: str, busy_machine: None) -> None:
    first, *others = (contents(grade_file(PATHS[name])) for _ in range(20))
    assert others == [first] * 19


WAIT = """
import socket

def receive():
    one, other = socket.socketpair()
    one.settimeout(0.1)
    try:
        one.recv(1)
    except TimeoutError:
        pass
"""
SPIN = """
import threading

def spin():
    over = []
    threading.Timer(0.05, over.append, (True,)).start()
    while not over:
        pass
"""
# Each is a call in run(), what stands before the class, and why it has to be real time.
FOREIGN = {
    "a process": ('subprocess.run(["true"])', "import subprocess", "calls subprocess.Popen"),
    "a socket": ("socket.socket().bind(('127.0.0.1', 0))", "import socket", "calls socket.bind"),
    "a wait below Python": ("receive()", WAIT, "waits for something outside of Python"),
    "a loop on a variable": ("spin()", SPIN, "computes without end"),
}


@pytest.mark.parametrize("name", FOREIGN)
def test_what_virtual_time_does_not_hold_is_graded_in_real_time(name: str, tmp_path: Path) -> None:
    run, before, why = FOREIGN[name]
    path = tmp_path / "solution.py"
    path.write_text(sample_checkers.hostile(before, run=run), encoding="utf-8")
    report = grade_file(path, only=("returns", "first-pass", "repeats"))
    assert report.ok, str(report)
    assert report.foreign.startswith(f"the code {why} at solution.py:")
    assert f"(graded in real time, since {report.foreign})" in str(report)


def test_a_loop_of_very_short_sleeps_is_graded_in_real_time(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    before = "import time\n\n\ndef nap():\n    for _ in range(200_000):\n        time.sleep(1e-6)"
    path.write_text(sample_checkers.hostile(before, run="nap()"), encoding="utf-8")
    report = grade_file(path, only=("returns",))
    assert report.foreign.startswith("the code wakes up too often to be followed in virtual time")


def test_an_interval_that_drifts_by_a_hundredth_fails(tmp_path: Path) -> None:
    source = """
        import threading

        class Checker:
            def __init__(self, interval):
                self.interval, self.items, self.over = interval, [], threading.Event()

            def add(self, item):
                self.items.append(item)

            def run(self):
                threading.Thread(target=self.passes, daemon=True).start()

            def passes(self):
                while not self.over.wait(0.01 * self.interval):
                    for item in list(self.items):
                        threading.Thread(target=item.health).start()
                    self.over.wait(self.interval)

            def stop(self):
                self.over.set()
        """
    path = tmp_path / "solution.py"
    path.write_text(textwrap.dedent(source), encoding="utf-8")
    report = grade_file(path, only="repeats")
    assert report.failed == ("repeats",)
    assert "every 5.050 s" in report["repeats"].saw
