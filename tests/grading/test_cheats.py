"""Files that reach into the grader, or let others do the work, are flagged; no other file is."""

import shutil
from pathlib import Path

import pytest

from checker_lab.grading import Report, grade_file
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
