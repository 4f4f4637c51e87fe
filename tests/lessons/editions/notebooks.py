"""Where the editions are, and what is in them."""

import json
from pathlib import Path
from typing import Any

__all__ = ["ENGLISH", "ROOT", "RUSSIAN", "Cell", "Notebook", "names", "read"]

ROOT = Path(__file__).parents[3]
ENGLISH = ROOT / "notebooks"
RUSSIAN = ENGLISH / "ru"

Cell = dict[str, Any]
Notebook = dict[str, Any]


def names(edition: Path) -> set[str]:
    """The names of all notebooks of an edition, such as `exercises/1_the_race.ipynb`."""
    paths = [*edition.glob("*.ipynb"), *edition.glob("exercises/*.ipynb")]
    return {path.relative_to(edition).as_posix() for path in paths}


def read(path: Path) -> Notebook:
    """Read a notebook; the source of each cell is one text."""
    notebook: Notebook = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook
