"""A process of its own: whatever hostile code does, there is a result in bounded time."""

from pathlib import Path
from threading import Event

import pytest

from checker_lab.grading import grade_file, process
from checker_lab.grading.job import Job
from checker_lab.grading.process import run_job
from checker_lab.grading.transfer import pack_file
from tests.grading import sample_checkers
from tests.grading.children import children

pytestmark = pytest.mark.timeout(120)

HOSTILE = {
    "exits at import": (sample_checkers.hostile("import sys; sys.exit(3)"), "SystemExit: 3"),
    "ends the process at import": (
        sample_checkers.hostile("import os; os._exit(3)"),
        "ended its whole process, with exit status 3",
    ),
    "hangs at import": (
        sample_checkers.hostile("while True: pass"),
        "could not be loaded: the code had not ended",
    ),
    "is no Python": ("def (", "SyntaxError"),
    "ends the process in run()": (
        sample_checkers.hostile(run="import os; os._exit(0)"),
        "exit status 0 (last step: run())",
    ),
    "exits in run()": (sample_checkers.hostile(run="raise SystemExit"), "run() raised SystemExit"),
    "kills its group": (
        sample_checkers.hostile(run="import os; os.killpg(0, 9)"),
        "was ended by SIGKILL",
    ),
    "eats memory": (
        sample_checkers.hostile(run="self.x = bytearray(1 << 40)"),
        "run() raised MemoryError",
    ),
    "starts threads without end": (
        sample_checkers.hostile(
            run="while True: threading.Thread(target=time.sleep, args=(99,)).start()"
        ),
        # Which of the two comes first depends on how fast the machine makes threads.
        "run() raised RuntimeError: can't start new thread",
        "threads were there",
    ),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_report_names_what_hostile_code_did(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "TO_LOAD", 2.0)
    source, *words = HOSTILE[name]
    path = tmp_path / "solution.py"
    path.write_text(source, encoding="utf-8")
    report = grade_file(path)
    assert report.failed == ("returns",)
    saw = report["returns"].saw
    assert any(each in saw for each in words), saw
    assert report.seconds < 20
    assert children() == set()


def test_a_process_that_stopped_itself_is_killed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "solution.py"
    run = "import os, signal; os.kill(os.getpid(), signal.SIGSTOP)"
    path.write_text(sample_checkers.hostile(run=run), encoding="utf-8")
    report = grade_file(path)
    assert report.failed == ("returns",)
    assert "the code had not ended after" in report["returns"].saw
    # Some limits in a row: virtual time may take 15 s.
    assert report.seconds < 45


def test_text_from_the_process_is_printable(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    path.write_text('raise ValueError("\\x1b[2J\\nforged")', encoding="utf-8")
    result = run_job(Job(pack_file(path), "", (), 1.0, 1.0), Event())
    assert result.unloadable == r"ValueError: \x1b[2J forged"
    assert "\x1b" not in result.trace
    assert result.trace.splitlines()[0] == "Traceback (most recent call last):"
