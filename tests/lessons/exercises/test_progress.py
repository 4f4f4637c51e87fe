"""show_progress() shows what is done."""

from pathlib import Path

import pytest

from checker_lab.lessons.exercises import check, show_progress
from checker_lab.lessons.exercises import progress as progress_module
from checker_lab.lessons.exercises.solutions import context_threads


def test_a_malformed_entry_does_not_break_the_table(progress: Path) -> None:
    progress.write_text('{"exercises": {"1. The race, in threads": {"failed": 7}}}', "utf-8")
    assert "cannot be read" in show_progress().data


def test_the_table_shows_what_is_done_and_what_is_to_do(fails: set[str]) -> None:
    assert show_progress().data.count("to do") == 12
    check("the race", context_threads.Checker)
    table = show_progress().data
    assert table.count("to do") == 11
    assert table.count("done on") == 1


def test_a_file_that_cannot_be_read_is_reported_and_kept(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    progress.write_text("[1, 2", encoding="utf-8")
    assert "cannot be read" in show_progress().data
    check("the race", context_threads.Checker)
    assert "and is now progress.json.unreadable" in capsys.readouterr().out
    assert show_progress().data.count("done on") == 1
    assert [path.read_text("utf-8") for path in progress.parent.glob("*unreadable*")] == ["[1, 2"]


def test_a_place_that_cannot_be_written_is_reported(
    fails: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(progress_module.VARIABLE, str(tmp_path / "file" / "progress.json"))
    assert check("the race", context_threads.Checker).ok
    assert "cannot be saved" in capsys.readouterr().out


def test_an_empty_variable_means_that_nothing_is_written(
    fails: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress_module.VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    assert check("the race", context_threads.Checker).ok
    table = show_progress().data
    assert table.count("to do") == 12
    assert "alert" not in table
    assert not list(tmp_path.iterdir())


def test_progress_is_beside_the_exercises(
    fails: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(progress_module.VARIABLE)
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "exercises")
    check("the race", context_threads.Checker)
    assert (tmp_path / "exercises" / "progress.json").exists()
    monkeypatch.chdir(tmp_path)  # where 00_start_here is
    assert show_progress().data.count("done on") == 1


@pytest.mark.parametrize("solved_in", ["exercises", "ru/exercises"])
def test_progress_is_the_same_in_both_editions(
    fails: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, solved_in: str
) -> None:
    monkeypatch.delenv(progress_module.VARIABLE)
    for folder in ("exercises", "ru/exercises"):
        (tmp_path / folder).mkdir(parents=True)
    monkeypatch.chdir(tmp_path / solved_in)
    check("the race", context_threads.Checker)
    monkeypatch.setattr(progress_module, "_done_here", set())  # as in another kernel
    for folder in (".", "exercises", "ru", "ru/exercises"):
        monkeypatch.chdir(tmp_path / folder)
        assert show_progress().data.count("done on") == 1
    assert [path.parent for path in tmp_path.rglob("*.json")] == [tmp_path / "exercises"]


def test_the_table_in_russian(fails: set[str]) -> None:
    check("the race", context_threads.Checker)
    table = show_progress("ru").data
    assert "1. Гонка, потоки" in table
    assert table.count("не начато") == 11
