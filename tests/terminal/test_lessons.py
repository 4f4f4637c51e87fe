"""`checker-lab lessons`: a copy of the notebooks, and a JupyterLab that opens there."""

from pathlib import Path

import pytest

from checker_lab.lessons.jupyter import OWN_FOLDER
from checker_lab.lessons.notebooks import find_notebooks
from checker_lab.terminal import lessons as module
from checker_lab.terminal.lessons import lessons

FIRST = "00_start_here.ipynb"


def test_copy_only_copies_every_notebook_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert lessons([str(tmp_path / "here"), "--copy-only"]) == 0
    assert capsys.readouterr().out == f"The notebooks are in {tmp_path / 'here'}.\n"
    copied = {path.relative_to(tmp_path / "here") for path in tmp_path.rglob("*.ipynb")}
    stored = find_notebooks()
    found = {path.relative_to(stored) for path in stored.rglob("*.ipynb")}
    assert copied == {path for path in found if ".ipynb_checkpoints" not in path.parts}


def test_what_a_learner_changed_stays_and_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / FIRST).write_text("mine", encoding="utf-8")
    assert lessons([str(tmp_path), "--copy-only"]) == 0
    assert (tmp_path / FIRST).read_text(encoding="utf-8") == "mine"
    assert f"Not overwritten, since they differ: {FIRST}." in capsys.readouterr().out


def test_the_folder_has_a_default(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert lessons(["--copy-only"]) == 0
    assert (tmp_path / "checker_lab_lessons" / FIRST).is_file()


def test_without_jupyterlab_it_names_the_extra_and_copies_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(module, "find_spec", lambda name: None)
    assert lessons([str(tmp_path / "here")]) == 1
    assert "pip install 'checker-lab[lab]'" in capsys.readouterr().err
    assert not (tmp_path / "here").exists()


def test_a_folder_that_cannot_be_made_is_an_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    assert lessons([str(tmp_path / "file"), "--copy-only"]) == 1
    assert "file" in capsys.readouterr().err


@pytest.mark.parametrize("cloned", [False, True])
def test_jupyterlab_opens_the_first_lesson(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cloned: bool
) -> None:
    """In a clone it serves the whole clone, since the notebooks link to other files."""
    folder = find_notebooks() if cloned else tmp_path
    root = folder.parent if cloned else folder
    started: list[tuple[Path, Path, Path]] = []
    monkeypatch.setattr(module, "find_spec", lambda name: name == "jupyterlab")
    monkeypatch.setattr(module, "run_lab", lambda *places: started.append(places))
    assert lessons([str(folder)]) == 0
    assert started == [(root, root / OWN_FOLDER, folder / FIRST)]
