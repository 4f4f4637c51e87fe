"""python -m checker_lab.grading"""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker_lab.grading.__main__ import main
from tests.grading import sample_checkers

ROOT = Path(__file__).parents[2]
TIMEOUT = """
import queue, threading
def within(get_health, seconds):
    answers = queue.Queue()
    def work():
        try:
            answers.put((get_health(), None))
        except BaseException as error:
            answers.put((None, error))
    threading.Thread(target=work, daemon=True).start()
    try:
        answer, error = answers.get(timeout=seconds)
    except queue.Empty:
        raise TimeoutError from None
    if error is not None:
        raise error
    return answer
"""


@pytest.fixture
def right(tmp_path: Path) -> str:
    path = tmp_path / "right.py"
    path.write_text(TIMEOUT, encoding="utf-8")
    return str(path)


@pytest.fixture
def wrong(tmp_path: Path) -> str:
    path = tmp_path / "wrong.py"
    path.write_text(sample_checkers.hostile(run="1 / 0"), encoding="utf-8")
    return str(path)


def test_all_pass(right: str) -> None:
    command = [sys.executable, "-m", "checker_lab.grading", right]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    assert run.stdout.splitlines()[-1].split() == [right, "ok", "4", "of", "4", "met"]
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
        ([str(ROOT / "README.md")], "must end in .py"),
        ([__file__, "--json", "/nowhere/out.json"], "there is no such folder"),
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


EVIL = """
class Mine:
    def __init__(self, interval): ...
    def add(self, item):
        print("\\x1b[2Jprinted")
        raise ValueError("\\x1b[2J\\x1b[H== boris.py \\x9b31m \\x1b]0;title\\x07")
    def run(self): ...
    def stop(self): ...
Mine.__name__ = "Mine\\x1b[2J\\r\\nanna (threads): 14 of 14 requirements met"
"""


def test_nothing_raw_reaches_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "d\x1b[2J\nanna.py  ok      14 of 14 met\nx.py"
    path.write_text(EVIL, encoding="utf-8")
    assert main([str(path), "--only", "returns,first-pass"]) == 1
    lines = capsys.readouterr().out.split("\n")
    assert all(line.isprintable() for line in lines)
    assert not [line for line in lines if line.startswith("anna")]
    with pytest.raises(SystemExit):
        main([str(tmp_path / "missing \x1b[2J.py")])
    assert "\x1b" not in capsys.readouterr().err


def test_a_terminal_that_cannot_encode_a_line_gets_escapes(
    right: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(written, encoding="ascii"))
    odd = tmp_path / "решение.py"
    odd.write_text(TIMEOUT, encoding="utf-8")
    assert main([str(odd), "--only", "times-out"]) == 0
    text = written.getvalue().decode("ascii")
    assert r"\u2713 passed       times-out" in text
    assert r"\u0440\u0435\u0448" in text


@pytest.mark.skipif(sys.platform == "darwin", reason="macOS has no such names")
def test_a_name_that_is_not_utf8_is_graded_and_written(tmp_path: Path) -> None:
    path = os.fsdecode(os.fsencode(tmp_path) + b"/odd_\xff.py")
    Path(path).write_text(TIMEOUT, encoding="utf-8")
    out = tmp_path / "out.json"
    assert main([path, "--json", str(out), "--quiet", "--only", "times-out"]) == 0
    (graded,) = json.loads(out.read_text(encoding="utf-8"))
    assert graded["file"] == path


def test_nothing_is_imported_from_the_folder_where_it_is_called(right: str, tmp_path: Path) -> None:
    mark = tmp_path / "mark.txt"
    for name in ("queue", "typing", "logging", "json"):
        (tmp_path / f"{name}.py").write_text(
            f"with open({str(mark)!r}, 'a') as file: file.write(__file__)\n", encoding="utf-8"
        )
    command = [sys.executable, "-m", "checker_lab.grading", right, "--only", "times-out"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    run = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert not mark.exists()


def test_what_is_no_file_has_its_line_and_the_others_are_graded(
    right: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, broken = tmp_path / "folder.py", tmp_path / "broken.py"
    folder.mkdir()
    broken.symlink_to(tmp_path / "nowhere")
    out = tmp_path / "out.json"
    files = [str(folder), str(broken), right]
    assert main([*files, "--json", str(out), "--quiet", "--only", "times-out"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert "is a folder" in lines[1]
    assert "there is no file" in lines[2]
    assert "1 of 1 met" in lines[3]
    assert [one["ok"] for one in json.loads(out.read_text(encoding="utf-8"))] == [
        False,
        False,
        True,
    ]


def test_an_error_of_the_grader_costs_one_file_only(
    right: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(path: str, **options: object) -> None:
        raise RuntimeError("the grader's own process failed:\n\x1b[2J")

    monkeypatch.setattr("checker_lab.grading.__main__.grade_file", fail)
    assert main([right, right, "--quiet"]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 3
    assert "could not be graded: RuntimeError: the grader's own process failed" in lines[2]
    assert "\x1b" not in lines[2]
