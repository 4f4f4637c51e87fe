"""python -m checker_lab.grading"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from checker_lab.grading.__main__ import main
from tests.grading import solutions

ROOT = Path(__file__).parents[2]
TIMEOUT = """
import queue, threading
def check(get_health, seconds):
    answers = queue.Queue()
    threading.Thread(target=lambda: answers.put(get_health()), daemon=True).start()
    try:
        return answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
"""


@pytest.fixture
def right(tmp_path: Path) -> str:
    path = tmp_path / "right.py"
    path.write_text(TIMEOUT, encoding="utf-8")
    return str(path)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    path = tmp_path / "wrong.py"
    path.write_text(solutions.hostile(run="1 / 0"), encoding="utf-8")
    return str(path)


def test_all_pass(right: str) -> None:
    command = [sys.executable, "-m", "checker_lab.grading", right]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1].split() == [right, "ok", "3", "of", "3", "met"]
    assert "✓ passed       times-out" in run.stdout


def test_one_fails(right: str, wrong: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([wrong, right, "--quiet"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].split() == ["file", "result", "requirements"]
    assert "not met: returns; not reached: first-pass" in lines[1]
    assert "ok" in lines[2]


def test_json(right: str, tmp_path: Path) -> None:
    out = tmp_path / "out.json"
    assert main([right, "--json", str(out), "--quiet"]) == 0
    (graded,) = json.loads(out.read_text(encoding="utf-8"))
    assert (graded["file"], graded["ok"], graded["failed"]) == (right, True, [])


def test_a_file_that_hands_nothing_in(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.py"
    path.touch()
    assert main([str(path)]) == 1
    assert "empty.py has no class with add(), run() and stop()" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ([], "FILE"),
        (["missing.py"], "there is no file missing.py"),
        ([str(ROOT / "README.md")], "should end in .py"),
        ([__file__, "--json", "/nowhere/out.json"], "there is no folder"),
        ([__file__, "--fast"], "unrecognized"),
    ],
)
def test_wrong_arguments(
    arguments: list[str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    assert words in capsys.readouterr().err
