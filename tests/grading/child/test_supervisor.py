"""Nothing that a process has started outlives it, whatever session it is in."""

import subprocess
import sys
from pathlib import Path
from threading import Event

import pytest

from checker_lab.grading import process
from checker_lab.grading.job import Job
from checker_lab.grading.process import ProcessResult, run_job
from checker_lab.grading.transfer import pack_file
from checker_lab.testing import wait_until

pytestmark = pytest.mark.timeout(120)

CHECKER = "def call(get_health, seconds): ..."
# An argument by which a process is found again.
MARK = "sleep 86399.25"


def run(tmp_path: Path, source: str) -> ProcessResult:
    path = tmp_path / "solution.py"
    path.write_text(f"{source}\n{CHECKER}\n", encoding="utf-8")
    return run_job(Job(pack_file(path), "", (), 1.0, 5.0), Event())


def left() -> list[str]:
    """Return the processes with the mark."""
    found = []
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            words = command.read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
        except OSError:
            continue
        if words == MARK:
            found.append(command.parent.name)
    return found


@pytest.mark.parametrize(
    "source",
    [
        f"import subprocess\nsubprocess.Popen({MARK.split()!r})",
        f"import subprocess\nsubprocess.Popen({MARK.split()!r}, start_new_session=True)",
        f"import os\nos.system('(setsid {MARK} &) &')",
        f"import os\nif os.fork() == 0:\n    os.setsid()\n    if os.fork() == 0:\n"
        f"        os.execvp('sleep', {MARK.split()!r})\n    os._exit(0)",
        f"import os, subprocess\nsubprocess.Popen({MARK.split()!r}, start_new_session=True)\n"
        "os._exit(3)",
    ],
)
def test_what_it_started_is_gone(source: str, tmp_path: Path) -> None:
    result = run(tmp_path, source)
    assert left() == []
    assert result.loaded is not None or "exit status 3" in str(result.died)


def test_it_does_not_outlive_a_grader_that_is_killed(tmp_path: Path) -> None:
    path = tmp_path / "solution.py"
    source = f"import os, signal, subprocess\nsubprocess.Popen({MARK.split()!r})\n"
    path.write_text(f"{source}os.kill(os.getpid(), signal.SIGSTOP)\n{CHECKER}\n", encoding="utf-8")
    program = (
        "from threading import Event\n"
        "from checker_lab.grading.job import Job\n"
        "from checker_lab.grading.process import run_job\n"
        "from checker_lab.grading.transfer import pack_file\n"
        f"run_job(Job(pack_file({str(path)!r}), '', (), 1.0, 60.0), Event())\n"
    )
    with subprocess.Popen([sys.executable, "-c", program]) as grader:
        wait_until(left)
        grader.kill()
    wait_until(lambda: not left())


def test_a_fork_bomb_is_stopped(tmp_path: Path) -> None:
    source = "import os, time\nfor _ in range(200):\n    if os.fork() == 0:\n        time.sleep(60)"
    assert "more than 64 processes" in str(run(tmp_path, source + "\ntime.sleep(60)").died)


def test_a_process_that_fills_the_disk_is_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "MOST_WRITTEN", 1 << 20)
    source = (
        "import time\nfor number in range(4):\n"
        "    open(f'fill{number}', 'wb').write(b'0' * (1 << 19))\ntime.sleep(60)"
    )
    assert str(run(tmp_path, source).died) == "the code wrote more than 1 MB of files"


def test_files_outside_its_folder_are_removed(tmp_path: Path) -> None:
    outside, old = tmp_path / "outside.txt", tmp_path / "old.txt"
    old.write_text("old", encoding="utf-8")
    source = f"open('own.txt', 'w')\nopen({str(outside)!r}, 'w')\nopen({str(old)!r}, 'a')"
    result = run(tmp_path, source)
    assert result.new_files == [str(outside)]
    assert sorted(one.name for one in tmp_path.iterdir()) == ["old.txt", "solution.py"]


def test_it_sees_a_small_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("API_TOKEN", "secret")
    source = (
        "import os\nfrom pathlib import Path\n"
        "before = Path('/proc/self').exists() and os.popen('cat /proc/$PPID/environ').read()\n"
        "raise ValueError('secret' in str(before), sorted(os.environ))"
    )
    assert "(False, [" in run(tmp_path, source).unloadable
    assert "API_TOKEN" not in run(tmp_path, source).unloadable
