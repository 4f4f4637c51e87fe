"""Where the notebooks are, and how a learner gets a copy of them."""

from pathlib import Path

from checker_lab.core.language import Language

__all__ = ["copy_notebooks", "find_edition", "find_notebooks"]

PACKAGE = Path(__file__).parents[1]
SUFFIXES = {".gif", ".ipynb", ".png", ".svg"}


def find_notebooks() -> Path:
    """Return the folder of the notebooks: in an installed package, else in the clone.

    Raises:
        FileNotFoundError: the package was copied without them.
    """
    places = [PACKAGE / "notebooks", PACKAGE.parent / "notebooks"]
    for folder in places:
        if folder.is_dir():
            return folder
    raise FileNotFoundError(f"there are no notebooks in {' or '.join(map(str, places))}")


def find_edition(language: Language) -> Path:
    """Return the folder of the notebooks in this language.

    Raises:
        FileNotFoundError: the package was copied without them.
    """
    return find_notebooks() / ("ru" if language == "ru" else "")


def copy_notebooks(folder: Path) -> list[str]:
    """Copy the notebooks and their pictures into `folder`, and never overwrite a file.

    Returns:
        The files of `folder` that differ from what would have been copied, sorted.

    Raises:
        FileNotFoundError: there are no notebooks to copy.
        OSError: `folder` cannot be written.
    """
    source = find_notebooks()
    names = [path.relative_to(source) for path in sorted(source.rglob("*")) if _is_lesson(path)]
    return [str(name) for name in names if not _copy(source / name, folder / name)]


def _is_lesson(path: Path) -> bool:
    """In a clone there may be checkpoints too, and the learner's own progress."""
    return path.suffix in SUFFIXES and path.parent.name != ".ipynb_checkpoints"


def _copy(source: Path, target: Path) -> bool:
    """Copy one file; return False if there is another one already."""
    content = source.read_bytes()
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with target.open("xb") as file:
            file.write(content)
    except FileExistsError:
        return target.read_bytes() == content
    return True
