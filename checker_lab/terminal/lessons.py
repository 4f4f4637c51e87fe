"""`checker-lab lessons`: copy the notebooks into a folder, and open JupyterLab there."""

import sys
from argparse import ArgumentParser
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path

from checker_lab.lessons.jupyter import OWN_FOLDER
from checker_lab.lessons.lab import run_lab
from checker_lab.lessons.notebooks import copy_notebooks, find_notebooks

__all__ = ["lessons"]

FOLDER = Path("checker_lab_lessons")
FIRST = "00_start_here.ipynb"
NO_JUPYTERLAB = "JupyterLab is not installed: pip install 'checker-lab[lab]'"


def lessons(argv: Sequence[str]) -> int:
    """Copy the notebooks, run JupyterLab until the user ends it, and return the exit status.

    Raises:
        SystemExit: the arguments are wrong, or ask for help.
    """
    given = _make_parser().parse_args(argv)
    if find_spec("jupyterlab") is None and not given.copy_only:
        print(f"checker-lab: {NO_JUPYTERLAB}", file=sys.stderr)
        return 1
    folder = given.folder.resolve()
    try:
        _report(folder, copy_notebooks(folder))
        if not given.copy_only:
            _open_lab(folder)
    except OSError as error:
        print(f"checker-lab: {error}", file=sys.stderr)
        return 1
    return 0


def _make_parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="checker-lab lessons",
        description="Copy the notebooks into a folder and open JupyterLab there. Files that exist "
        "in the folder are not overwritten.",
    )
    parser.add_argument(
        "folder",
        metavar="FOLDER",
        nargs="?",
        type=Path,
        default=FOLDER,
        help="where to copy the notebooks (default: %(default)s)",
    )
    parser.add_argument("--copy-only", action="store_true", help="do not open JupyterLab")
    return parser


def _report(folder: Path, different: list[str]) -> None:
    print(f"The notebooks are in {folder}.")
    if different:
        print(f"Not overwritten, since they differ: {', '.join(different)}.")
        print("To get fresh copies, name another folder.")


def _open_lab(folder: Path) -> None:
    # In a clone the notebooks stay where they are, and link to its other files.
    root = folder.parent if folder == find_notebooks() else folder
    run_lab(root, root / OWN_FOLDER, folder / FIRST)
