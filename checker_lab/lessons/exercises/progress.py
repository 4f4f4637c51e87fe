"""Records which exercises are done, in a plain file beside them: one for both languages."""

import os
from pathlib import Path
from typing import Any

from checker_lab.core.language import choose_language
from checker_lab.grading import Progress, Report
from checker_lab.grading.kind import Kind
from checker_lab.grading.sentences import say
from checker_lab.lessons.exercises.catalogue import EXERCISES, KINDS, Exercise

__all__ = ["is_done", "keep", "show_progress"]

VARIABLE = "CHECKER_LAB_PROGRESS"
"""Environment variable: another file; if it is empty, nothing is written."""
EXERCISES_FOLDER = "exercises"
RUSSIAN_FOLDER = "ru"
NO_FILE = Path(__file__).with_name("progress that is not kept")

# Titles of what was done in this process, which counts even if no file can be written.
_done_here: set[str] = set()


def keep(exercise: Exercise, report: Report) -> None:
    """Record that an exercise is done; print what is wrong if the file cannot be used."""
    title = exercise.title(report.kind)
    _done_here.add(title)
    path = _path()
    if path is None:
        return
    progress = Progress(path)
    try:
        progress.record(title, report)
    except OSError as error:
        why = say(
            "Your progress cannot be saved in {path}: {why}", path=str(path), why=error.strerror
        )
        print(why.in_language(report.language))
    if progress.trouble:
        print(progress.trouble)


def is_done(exercise: Exercise, kind: Kind) -> bool:
    """Was it done, in this process or before?"""
    path, title = _path(), exercise.title(kind)
    return title in _done_here or (path is not None and title in Progress(path).done)


def show_progress(language: str | None = None) -> Any:
    """Return a table of the exercises: done, or to do.

    Args:
        language: "en" or "ru"; None for that of `set_language()`, or else English.

    Raises:
        ValueError: there is no such language.
    """
    from IPython.display import HTML

    chosen = choose_language(language)
    titles = {
        exercise.title(kind): exercise.title(kind, chosen)
        for exercise in EXERCISES
        for kind in KINDS
    }
    table = Progress(_path() or NO_FILE).html(titles, titles=titles, language=chosen)
    return HTML(table)  # type: ignore[no-untyped-call]


def _path() -> Path | None:
    named = os.environ.get(VARIABLE)
    if named is not None:
        return Path(named) if named else None
    return _folder() / "progress.json"


def _folder() -> Path:
    """Return the folder of the English exercises, else the working directory."""
    here = Path.cwd()
    notebooks = here.parent if here.name == EXERCISES_FOLDER else here
    if notebooks.name == RUSSIAN_FOLDER:
        notebooks = notebooks.parent
    folder = notebooks / EXERCISES_FOLDER
    return folder if folder.is_dir() else here
