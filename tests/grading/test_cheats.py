"""Files that reach into the grader, or let others do the work, are flagged; no other file is."""

import json
import shutil
from pathlib import Path

import pytest

from checker_lab.grading import Report, grade_file
from checker_lab.grading.__main__ import main
from tests.grading.children import children

pytestmark = pytest.mark.timeout(120)
HERE = Path(__file__).parent
CHEATS = sorted((HERE / "cheats").glob("*.py"))
INNOCENT = sorted((HERE / "innocent").glob("*.py"))
FLAG = '"""Flag: '


def graded(path: Path, folder: Path) -> Report:
    """Grade a copy of a file, with a neighbour beside it."""
    (folder / "neighbour.py").write_text("stolen = True\n", encoding="utf-8")
    return grade_file(shutil.copy(path, folder))


@pytest.mark.parametrize("path", CHEATS, ids=lambda path: path.stem)
def test_no_cheat_is_graded_ok(path: Path, tmp_path: Path) -> None:
    first = path.read_text(encoding="utf-8").splitlines()[0]
    flag = first.removeprefix(FLAG).strip('"') if first.startswith(FLAG) else "not judged"
    report = graded(path, tmp_path)
    assert report.flag == ("" if flag == "none" else flag), str(report)
    assert not report.ok
    if flag == "not judged":
        assert set(report.not_reached) == {verdict.name for verdict in report.verdicts}
        assert report.not_judged in str(report)
    assert children() == set()


@pytest.mark.parametrize("path", INNOCENT, ids=lambda path: path.stem)
def test_nothing_else_is_flagged(path: Path, tmp_path: Path) -> None:
    report = graded(path, tmp_path)
    assert (report.flag, report.ok) == ("", True), str(report)
    assert [one.name for one in tmp_path.iterdir() if one.suffix != ".py"] == []


def test_the_line_that_reaches_into_the_grader_is_named(tmp_path: Path) -> None:
    report = graded(HERE / "cheats" / "asks_the_collector.py", tmp_path)
    assert report.not_judged.startswith("asks_the_collector.py:5: it calls gc.get_objects(): job =")


def test_the_summary_the_json_and_the_exit_status_say_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "out.json"
    files = [HERE / "cheats" / f"{name}.py" for name in ("reads_memory", "timeout_of_the_library")]
    assert main([*map(str, files), "--only", "times-out", "--json", str(out), "--quiet"]) == 3
    lines = capsys.readouterr().out.splitlines()
    assert [line.split("  ", 1)[1].strip().split("  ")[0] for line in lines[1:]] == [
        "not judged",
        "borrowed",
    ]
    reached, borrowed = json.loads(out.read_text(encoding="utf-8"))
    assert (reached["flag"], reached["ok"]) == ("not judged", False)
    assert reached["not_judged_because"].startswith("reads_memory.py:3: it opens /proc/self/mem")
    assert (borrowed["flag"], borrowed["ok"]) == ("borrowed", False)
    assert borrowed["borrowed_because"] == "call_within() of this library does the work"
