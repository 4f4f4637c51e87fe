"""Where the notebooks are, and copies of them."""

from pathlib import Path

import pytest

from checker_lab.lessons import notebooks
from checker_lab.lessons.notebooks import copy_notebooks, find_notebooks

ROOT = Path(__file__).parents[2]


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A made-up installation, with the notebooks in the package."""
    folder = tmp_path / "site-packages" / "checker_lab" / "notebooks"
    (folder / "exercises" / ".ipynb_checkpoints").mkdir(parents=True)
    (folder / "first.ipynb").write_text("first", encoding="utf-8")
    (folder / "exercises" / "race.ipynb").write_text("race", encoding="utf-8")
    (folder / "exercises" / ".ipynb_checkpoints" / "race.ipynb").touch()
    (folder / "exercises" / "progress.json").touch()
    monkeypatch.setattr(notebooks, "PACKAGE", folder.parent)
    return folder


def test_a_clone_has_them_beside_the_package() -> None:
    assert find_notebooks() == ROOT / "notebooks"


def test_an_installed_package_has_them_inside(installed: Path) -> None:
    assert find_notebooks() == installed


def test_without_any_it_names_both_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notebooks, "PACKAGE", tmp_path / "checker_lab")
    with pytest.raises(FileNotFoundError, match=r"checker_lab/notebooks or .*/notebooks"):
        find_notebooks()


@pytest.mark.usefixtures("installed")
def test_a_copy_has_the_notebooks_but_no_checkpoints_and_no_progress(tmp_path: Path) -> None:
    target = tmp_path / "copy"
    assert copy_notebooks(target) == []
    files = {str(path.relative_to(target)) for path in target.rglob("*") if path.is_file()}
    assert files == {"first.ipynb", "exercises/race.ipynb"}


@pytest.mark.usefixtures("installed")
def test_a_second_copy_keeps_every_file_and_returns_those_that_differ(tmp_path: Path) -> None:
    copy_notebooks(tmp_path / "copy")
    (tmp_path / "copy" / "exercises" / "race.ipynb").write_text("mine", encoding="utf-8")
    assert copy_notebooks(tmp_path / "copy") == ["exercises/race.ipynb"]
    assert (tmp_path / "copy" / "exercises" / "race.ipynb").read_text(encoding="utf-8") == "mine"
