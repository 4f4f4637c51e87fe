"""grade() over small checkers: what it says, and that nothing is left behind."""

import asyncio
import os
import signal
import socket
import threading
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar

import pytest

from checker_lab.grading import Report, TransferError, grade, grade_file, grade_timeout, sandbox
from checker_lab.grading.requirements import CHECKER
from tests.grading import solutions

T = TypeVar("T")

pytestmark = pytest.mark.timeout(120)


def children() -> set[str]:
    """The processes that this one has started and that still run, but for one of Python's own."""
    own = [entry for entry in Path("/proc").glob("[0-9]*") if _parent(entry) == str(os.getpid())]
    return {entry.name for entry in own if not _is_tracker(entry)}


def _is_tracker(entry: Path) -> bool:
    """Is it what multiprocessing leaves to the end, after other tests that used it?"""
    try:
        return b"resource_tracker" in (entry / "cmdline").read_bytes()
    except OSError:
        return False


def _parent(entry: Path) -> str:
    try:
        return (entry / "stat").read_text().rpartition(")")[2].split()[1]
    except OSError:
        return ""


def test_a_right_one_meets_all_in_ten_seconds() -> None:
    report = grade(solutions.Right)
    assert report.ok, str(report)
    assert report.passed == CHECKER
    assert report.seconds < 10


def test_a_lost_item_is_shown_by_a_schedule() -> None:
    report = grade(solutions.Loses, only="no-lost-add")
    assert report.failed == ("no-lost-add",)
    shown = report["no-lost-add"].evidence[0]
    assert (shown.kind, shown.game) == ("schedule", "add before run")
    assert "self.items = [*items, item]" in shown.text


def test_a_lost_item_between_two_instructions_is_found_too() -> None:
    report = grade(solutions.LosesOnOneLine, only="no-lost-add")
    assert report.failed == ("no-lost-add",)
    assert "self.items = [*self.items, item]" in report["no-lost-add"].evidence[0].text


def test_the_schedule_opens_in_the_widget() -> None:
    from checker_lab.grading.report_widget import report_widget, schedule_game

    report = grade(solutions.Loses, only="no-lost-add")
    game = schedule_game(report, report["no-lost-add"].evidence[0])
    assert game.won
    _, place = report_widget(report).children
    (button,) = place.children
    button.click()
    assert len(place.children) == 2


def test_a_skeleton_is_told_what_it_raised() -> None:
    report = grade(solutions.Raises)
    assert report.failed == ("returns",)
    assert report["returns"].saw == "run() raised NotImplementedError: write run() here"
    assert len(report.not_reached) == len(CHECKER) - 1
    assert report["stops"].saw == f"because of returns: {report['returns'].saw}"


def test_a_skeleton_that_does_nothing() -> None:
    report = grade(solutions.DoesNothing)
    assert (report.passed, report.failed) == (("returns",), ("first-pass",))


def test_a_step_does_not_need_the_next() -> None:
    assert grade(solutions.NoStop, only=("returns", "first-pass", "repeats")).ok
    report = grade(solutions.NoStop, only=("stops",))
    assert report.failed == ("stops",)
    assert "AttributeError" in report["stops"].saw


def test_nothing_is_left_behind() -> None:
    threads, files = threading.active_count(), len(os.listdir("/proc/self/fd"))  # noqa: PTH208
    grade(solutions.Right, only=("parallel", "stops"))
    grade(solutions.Raises)
    assert children() == set()
    assert threading.active_count() == threads
    assert len(os.listdir("/proc/self/fd")) == files  # noqa: PTH208


def test_control_c_ends_the_processes_too() -> None:
    def interrupt() -> None:
        end = time.monotonic() + 30
        while not children() and time.monotonic() < end:
            pass
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt).start()
    with pytest.raises(KeyboardInterrupt):
        grade(solutions.Right)
    assert children() == set()


def test_it_works_beside_a_running_event_loop() -> None:
    async def cell() -> Report:
        return grade(solutions.Right, only="returns")

    assert asyncio.run(cell()).ok


async def by_wait_for(get_health: Callable[[], Awaitable[T]], seconds: float) -> T:
    return await asyncio.wait_for(get_health(), seconds)


def test_a_timeout_of_asyncio() -> None:
    report = grade_timeout(by_wait_for, only="times-out")
    assert report.ok, str(report)
    assert report.kind == "asyncio"


@pytest.mark.parametrize("given", [solutions.Right(1), "Right", None])
def test_a_checker_is_given_as_its_class(given: object) -> None:
    with pytest.raises(TypeError, match="the class itself"):
        grade(given)  # type: ignore[arg-type]


def test_what_is_no_checker_at_all_is_refused() -> None:
    with pytest.raises(TypeError, match="int has none of add"):
        grade(int)
    with pytest.raises(TypeError, match=r"a function of \(get_health, seconds\)"):
        grade_timeout(solutions.Right)
    with pytest.raises(ValueError, match="choose from"):
        grade(solutions.Right, only="speed")


def test_what_cannot_be_sent() -> None:
    connection = socket.socket()

    class Holds(solutions.Right):
        def run(self) -> None:
            connection.close()

    with connection, pytest.raises(TransferError, match="Holds cannot be sent"):
        grade(Holds)


# Hostile code: whatever it does, there is a report in bounded time.

HOSTILE = {
    "exits at import": (solutions.hostile("import sys; sys.exit(3)"), "SystemExit: 3"),
    "ends the process at import": (
        solutions.hostile("import os; os._exit(3)"),
        "ended its whole process, with exit status 3",
    ),
    "hangs at import": (solutions.hostile("while True: pass"), "could not be loaded: it was not"),
    "is no Python": ("def (", "SyntaxError"),
    "ends the process in run()": (
        solutions.hostile(run="import os; os._exit(0)"),
        "exit status 0, in the middle of run()",
    ),
    "exits in run()": (solutions.hostile(run="raise SystemExit"), "run() raised SystemExit"),
    "kills its group": (
        solutions.hostile(run="import os; os.killpg(0, 9)"),
        "was ended by SIGKILL",
    ),
    "eats memory": (
        solutions.hostile(run="self.x = bytearray(1 << 40)"),
        "run() raised MemoryError",
    ),
    "starts threads without end": (
        solutions.hostile(
            run="while True: threading.Thread(target=time.sleep, args=(99,)).start()"
        ),
        # Which of the two comes first depends on how fast the machine makes threads.
        "run() raised RuntimeError: can't start new thread",
        "threads were there",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_code_is_told_what_it_did(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sandbox, "TO_LOAD", 2.0)
    source, *words = HOSTILE[name]
    path = tmp_path / "solution.py"
    path.write_text(source, encoding="utf-8")
    report = grade_file(path)
    assert report.failed == ("returns",)
    saw = report["returns"].saw
    assert any(each in saw for each in words), saw
    assert report.seconds < 20
    assert children() == set()


SPOILERS = {
    "time": "import time\ntime.sleep = lambda s: None\ntime.perf_counter = lambda: 0.0",
    "wrapped stdout": (
        "import sys\nclass Loud:\n    def __init__(self, under): self.under = under\n"
        "    def write(self, text): return self.under.write(text)\n"
        "    def flush(self): self.under.flush()\nsys.stdout = Loud(sys.stdout)"
    ),
    "closed stdout": "import sys, os\nsys.stdout.close()\nos.close(1)",
    "print": "import os\nprint = lambda text: os.write(1, (text + chr(10)).encode())",
    "junk on every pipe": (
        "import os\nfor fd in range(3, 30):\n    try: os.write(fd, b'junk')\n"
        "    except OSError: pass"
    ),
}


@pytest.mark.parametrize("name", SPOILERS)
def test_a_right_one_that_changes_the_world_is_still_right(name: str, tmp_path: Path) -> None:
    source = Path(solutions.__file__).read_text(encoding="utf-8")
    right = source[source.index("import threading") : source.index("class Loses")]
    path = tmp_path / "solution.py"
    path.write_text(f"{SPOILERS[name]}\n{right}", encoding="utf-8")
    report = grade_file(path, only=("first-pass", "stop-message", "reports-panic"))
    assert report.ok, str(report)


def test_a_process_that_has_stopped_itself_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "solution.py"
    run = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
    path.write_text(solutions.hostile(run=run), encoding="utf-8")
    report = grade_file(path)
    assert report.failed == ("returns",)
    assert "it was not over after" in report["returns"].saw
    assert report.seconds < 20
