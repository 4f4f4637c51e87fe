"""Where the notebooks are, copies of them, and what they link to."""

from pathlib import Path

import pytest

from checker_lab.lessons import notebooks
from checker_lab.lessons.notebooks import copy_notebooks, find_edition, find_notebooks
from tests.lessons.editions import ENGLISH, RUSSIAN, names, read
from tests.lessons.editions.prose import relative_links

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


def test_the_russian_ones_are_in_a_folder_of_their_own() -> None:
    assert find_edition("en") == ENGLISH
    assert find_edition("ru") == RUSSIAN


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


# What they link to


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("copied")
    assert copy_notebooks(folder) == []
    return folder


@pytest.mark.parametrize("name", sorted(names(ENGLISH) | {f"ru/{name}" for name in names(RUSSIAN)}))
def test_every_link_leads_to_a_file_of_the_copy_or_to_a_page_of_the_clone(
    copied: Path, name: str
) -> None:
    texts = [cell["source"] for cell in read(copied / name)["cells"]]
    links = [link for text in texts for link in relative_links(text)]
    assert links
    for link in links:
        in_the_copy = (copied / name).parent.joinpath(link).resolve()
        if in_the_copy.is_relative_to(copied.resolve()):
            assert in_the_copy.is_file(), link
        else:
            assert link.endswith(".md")
            assert (ENGLISH / name).parent.joinpath(link).is_file(), link
