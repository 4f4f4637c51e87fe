"""Processes start anew or are forked, and end with what they have started."""

import os
import signal
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from threading import Event

import pytest

from checker_lab.grading import grade, grade_file, starting
from checker_lab.grading.job import Job
from checker_lab.grading.process import ProcessResult, run_job
from checker_lab.grading.starting import Process, fork
from checker_lab.grading.transfer import pack_file
from tests.grading import sample_checkers
from tests.grading.children import children

pytestmark = pytest.mark.timeout(120)
ROOT = Path(__file__).parents[2]


def job(tmp_path: Path, source: str) -> Job:
    """Return a job that only loads this file, in virtual time."""
    path = tmp_path / "solution.py"
    path.write_text(source, encoding="utf-8")
    return Job(pack_file(path), "", (), 1.0, 5.0, order="in turn")


def run(job: Job) -> ProcessResult:
    return run_job(job, Event(), fork)


def server() -> Process:
    return starting._servers[-1]._process


def test_a_server_forks_many(tmp_path: Path) -> None:
    loads = job(tmp_path, "def call(get_health, seconds): ...")
    assert [bool(run(loads).loaded) for _ in range(3)] == [True] * 3
    first = server().pid
    assert run(loads).loaded
    assert server().pid == first
    assert children() == set()


def test_a_server_that_was_killed_is_replaced(tmp_path: Path) -> None:
    loads = job(tmp_path, "def call(get_health, seconds): ...")
    assert run(loads).loaded
    os.kill(server().pid, signal.SIGKILL)
    server().wait()
    assert run(loads).loaded


def test_a_server_ends_with_the_process_that_started_it() -> None:
    code = """
from checker_lab.grading import starting
starting.fork.__globals__["_servers"].append(starting._ForkServer())
print(starting._servers[-1]._process.pid)
"""
    ran = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    pid = int(ran.stdout)
    end = time.monotonic() + 30
    while Path(f"/proc/{pid}").exists() and time.monotonic() < end:
        time.sleep(0.01)
    assert not Path(f"/proc/{pid}").exists()


@pytest.mark.parametrize(
    ("source", "how"),
    [
        ("import os; os._exit(3)", "exit status 3"),
        ("import os; os.kill(os.getpid(), 9)", "SIGKILL"),
        ("import os, signal; os.killpg(0, signal.SIGTERM)", "SIGTERM"),
    ],
)
def test_how_a_forked_process_ended_is_known(tmp_path: Path, source: str, how: str) -> None:
    assert how in str(run(job(tmp_path, source)).died)


def test_a_process_of_a_file_has_a_folder_and_variables_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLOUR", "green")
    source = (
        "import os; raise ValueError(os.getcwd() == os.environ['HOME'], 'COLOUR' in os.environ)"
    )
    assert "(True, False)" in run(job(tmp_path, source)).unloadable
    assert [one.name for one in tmp_path.iterdir()] == ["solution.py"]


def test_a_process_of_a_class_has_those_of_its_notebook(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("COLOUR", "green")

    class Tells:
        def __init__(self, interval: float) -> None:
            raise ValueError(str(Path.cwd()) + os.environ["COLOUR"])

        def add(self, item: object) -> None: ...

        def run(self) -> None: ...

        def stop(self) -> None: ...

    assert f"{tmp_path}green" in grade(Tells, only="returns")["returns"].saw


def test_no_other_descriptor_is_open_in_a_forked_process(tmp_path: Path) -> None:
    source = "import os; raise ValueError(sorted(map(int, os.listdir('/proc/self/fd'))))"
    loads = job(tmp_path, source)
    assert run(loads).unloadable == run(replace(loads, seconds=6.0)).unloadable


def test_a_grade_survives_code_that_kills_the_server(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    kill = "import os, signal; os.kill(os.getppid(), signal.SIGKILL)"
    path.write_text(sample_checkers.hostile(kill), encoding="utf-8")
    grade_file(path, only="returns")
    assert grade(sample_checkers.Right, only="returns").ok
    os.kill(starting._servers[-1]._process.pid, signal.SIGKILL)
    assert grade(sample_checkers.Right, only="returns").ok
