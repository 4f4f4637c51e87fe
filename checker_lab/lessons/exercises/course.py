"""Make an nbgrader course of the exercises.

    python -m checker_lab.lessons.exercises.course FOLDER

Nothing here needs nbgrader: an assignment is notebooks, in which each cell says what it is for.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from checker_lab.grading.child.loading import Kind
from checker_lab.lessons.exercises.catalogue import EXERCISES, KINDS, Exercise
from checker_lab.lessons.notebooks import find_notebooks

__all__ = ["ASSIGNMENT", "make_course"]

ASSIGNMENT = "checker_lab"
NOTEBOOKS = find_notebooks() / "exercises"
CONFIG = """\
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "concurrency"
# What is handed out is a skeleton to complete: there is no solution in it to take out.
c.ClearSolutions.enabled = False
# A grading may take 20 seconds, and twice that on a busy machine.
c.ExecutePreprocessor.timeout = 60
"""
Cell = dict[str, Any]


def make_course(folder: Path, exercises: Sequence[Exercise] = EXERCISES) -> None:
    """Make a course with one assignment: a notebook for each exercise.

    A requirement is worth one point; an answer that does not meet all of its step has none.

    Raises:
        FileNotFoundError: the exercises are not here: checker_lab was installed without them.
        FileExistsError: there is such an assignment already.
    """
    if not NOTEBOOKS.is_dir():
        raise FileNotFoundError(
            f"there are no notebooks in {NOTEBOOKS}: run this in a clone of checker_lab, "
            "installed with pip install -e ."
        )
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    for exercise in exercises:
        notebook = json.loads((NOTEBOOKS / exercise.notebook).read_text(encoding="utf-8"))
        notebook["cells"] = [_for_nbgrader(cell, exercise) for cell in notebook["cells"]]
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
        (source / exercise.notebook).write_text(text + "\n", encoding="utf-8")
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG, encoding="utf-8")


def _for_nbgrader(cell: Cell, exercise: Exercise) -> Cell:
    """The cell, and whether it is an answer, or grades one."""
    cell = {**cell, "metadata": dict(cell["metadata"])}
    if cell["cell_type"] == "code":
        cell |= {"outputs": [], "execution_count": None}
    for kind in KINDS:
        if cell["id"] == kind:
            cell["metadata"]["nbgrader"] = _answer(exercise, kind)
        elif cell["id"] == f"{kind}-check":
            cell["metadata"]["nbgrader"] = _grading(exercise, kind)
            graded = "".join(cell["source"])
            cell["source"] = f"report = {graded}\nprint(report)\nassert report.ok"
    return cell


def _answer(exercise: Exercise, kind: Kind) -> dict[str, object]:
    return _nbgrader(exercise, kind, "answer", solution=True)


def _grading(exercise: Exercise, kind: Kind) -> dict[str, object]:
    return {**_nbgrader(exercise, kind, "grade", grade=True), "points": len(exercise.asks)}


def _nbgrader(
    exercise: Exercise, kind: Kind, what: str, *, solution: bool = False, grade: bool = False
) -> dict[str, object]:
    return {
        "grade": grade,
        "grade_id": f"{exercise.name.replace(' ', '-')}-{kind}-{what}",
        "locked": grade,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Make a course in the folder that is named, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m checker_lab.lessons.exercises.course",
        description="Make an nbgrader course of the exercises.",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where the course is to be")
    folder = parser.parse_args(arguments).folder
    try:
        make_course(folder)
    except FileExistsError:
        parser.error(f"{folder} has an assignment {ASSIGNMENT} already: remove it, or name another")
    except OSError as error:
        parser.error(str(error))
    print(f"{folder / 'source' / ASSIGNMENT}: {len(EXERCISES)} notebooks")
    print(f"Next: cd {folder}; nbgrader generate_assignment {ASSIGNMENT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
