"""What is done, in a plain file beside the exercises."""

import os
from pathlib import Path
from typing import Any

from checker_lab.grading import Progress, Report
from checker_lab.grading.kind import Kind
from checker_lab.lessons.exercises.catalogue import EXERCISES, KINDS, Exercise

__all__ = ["is_done", "keep", "show_progress"]

VARIABLE = "CHECKER_LAB_PROGRESS"
"""In the environment: another file, or empty, and then nothing is kept."""
NOWHERE = Path(__file__).with_name("progress that is not kept")

_done_here: set[str] = set()


def keep(exercise: Exercise, report: Report) -> None:
    """Keep that an exercise is done."""
    title = exercise.title(report.kind)
    _done_here.add(title)
    path = _path()
    if path is None:
        return
    progress = Progress(path)
    try:
        progress.record(title, report)
    except OSError as error:
        print(f"That it is done cannot be kept in {path}: {error.strerror}")
    if progress.trouble:
        print(progress.trouble)


def is_done(exercise: Exercise, kind: Kind) -> bool:
    """Is it done, here or some day before?"""
    path, title = _path(), exercise.title(kind)
    return title in _done_here or (path is not None and title in Progress(path).done)


def show_progress() -> Any:
    """Which exercises are done and which are to do, as a table."""
    from IPython.display import HTML

    titles = [exercise.title(kind) for exercise in EXERCISES for kind in KINDS]
    return HTML(Progress(_path() or NOWHERE).html(titles))  # type: ignore[no-untyped-call]


def _path() -> Path | None:
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    folder = Path("exercises")
    return (folder if folder.is_dir() else Path()) / "progress.json"
