"""Makes an nbgrader course from the exercises, and grades in its cells.

    python -m checker_lab.lessons.exercises.course FOLDER --language ru

Nothing here needs nbgrader: an assignment is a set of notebooks whose cells say what they are for.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, get_args

from checker_lab.core.language import Language
from checker_lab.grading.kind import Kind
from checker_lab.lessons.exercises.catalogue import EXERCISES, KINDS, Exercise
from checker_lab.lessons.exercises.checking import check
from checker_lab.lessons.notebooks import find_edition

__all__ = ["ASSIGNMENT", "NotMetError", "grade_answer", "make_course"]

ASSIGNMENT = "checker_lab"
CONFIG = """\
c = get_config()  # noqa: F821
c.CourseDirectory.course_id = "concurrency"
# Learners get a skeleton to complete. There is no solution in it to take out.
c.ClearSolutions.enabled = False
# A grading may take 20 seconds, and twice as long on a busy machine.
c.ExecutePreprocessor.timeout = 60
"""
GRADE = """\
import checker_lab.lessons.exercises.course

checker_lab.lessons.exercises.course.grade_answer{arguments}"""
"""A cell that grades. It binds no name that a learner might use, and uses none of theirs but the
answer: neither `check` nor `print` nor `assert`, which `python -O` leaves out."""
Cell = dict[str, Any]


class NotMetError(AssertionError):
    """An answer does not meet all that its exercise asks for."""


def grade_answer(exercise: str, *answers: Any) -> None:
    """Grade an answer as `check()` does, and print the whole report.

    Raises:
        NotMetError: a requirement is not met; nbgrader gives no points then.
    """
    report = check(exercise, *answers)
    print(report)
    if not report.ok:
        raise NotMetError(report.summary)


def make_course(
    folder: Path, exercises: Sequence[Exercise] = EXERCISES, language: Language = "en"
) -> None:
    """Make a course with one assignment: a notebook for each exercise, in this language.

    A requirement is worth one point. An answer gets all points of its exercise or none.

    Raises:
        FileNotFoundError: checker_lab was installed without the exercises.
        FileExistsError: the folder has such an assignment already.
    """
    notebooks = find_edition(language) / "exercises"
    if not notebooks.is_dir():
        raise FileNotFoundError(
            f"there are no notebooks in {notebooks}: run this in a clone of checker_lab, "
            "installed with pip install -e ."
        )
    source = folder / "source" / ASSIGNMENT
    source.mkdir(parents=True)
    for exercise in exercises:
        notebook = json.loads((notebooks / exercise.notebook).read_text(encoding="utf-8"))
        notebook["cells"] = [_for_nbgrader(cell, exercise) for cell in notebook["cells"]]
        text = json.dumps(notebook, ensure_ascii=False, indent=1)
        (source / exercise.notebook).write_text(text + "\n", encoding="utf-8")
    config = folder / "nbgrader_config.py"
    if not config.exists():
        config.write_text(CONFIG, encoding="utf-8")


def _for_nbgrader(cell: Cell, exercise: Exercise) -> Cell:
    """Return the cell, marked for nbgrader as an answer or as one that grades an answer."""
    cell = {**cell, "metadata": dict(cell["metadata"])}
    if cell["cell_type"] == "code":
        cell |= {"outputs": [], "execution_count": None}
    for kind in KINDS:
        if cell["id"] == kind:
            cell["metadata"]["nbgrader"] = _answer(exercise, kind)
        elif cell["id"] == f"{kind}-check":
            cell["metadata"]["nbgrader"] = _grading(exercise, kind)
            arguments = "".join(cell["source"]).removeprefix("check")
            cell["source"] = GRADE.format(arguments=arguments)
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
    """Make a course in the given folder, and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m checker_lab.lessons.exercises.course",
        description="Make an nbgrader course from the exercises.",
    )
    parser.add_argument("folder", metavar="FOLDER", type=Path, help="where to make the course")
    parser.add_argument(
        "--language",
        choices=get_args(Language),
        default="en",
        help="of the exercises (default: %(default)s)",
    )
    given = parser.parse_args(arguments)
    folder = given.folder
    try:
        make_course(folder, language=given.language)
    except FileExistsError:
        parser.error(
            f"{folder} already has an assignment {ASSIGNMENT}: remove it, or name another folder"
        )
    except OSError as error:
        parser.error(str(error))
    print(f"{folder / 'source' / ASSIGNMENT}: {len(EXERCISES)} notebooks")
    print(f"Next: cd {folder}; nbgrader generate_assignment {ASSIGNMENT}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
