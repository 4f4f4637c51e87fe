"""A course made of the exercises, with the real nbgrader, by the commands of teachers.ipynb."""

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from checker_lab.lessons.exercises import EXERCISES, Exercise, course
from checker_lab.lessons.exercises.catalogue import KINDS
from checker_lab.lessons.exercises.course import ASSIGNMENT, main, make_course
from tests.lessons.exercises.notebooks import ROOT, cell, environment, read, solution

pytestmark = pytest.mark.timeout(900)

POINTS = {
    "the race": 5,
    "the channel": 2,
    "the context": 5,
    "the panic": 2,
    "the timeout": 3,
    "the assignment": 17,
}
"""Of an answer of one kind."""


def commands() -> list[list[str]]:
    """Those that the teachers' page tells, in order."""
    page = cell(read(ROOT / "notebooks" / "teachers.ipynb"), "nbgrader").source
    lines = "".join(re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE))
    return [shlex.split(line) for line in lines.splitlines()]


def call(command: list[str], folder: Path) -> str:
    """Run a command as in an environment that is active; return what it has said."""
    outer = os.environ["PATH"]
    program = {"python": [sys.executable], "nbgrader": [sys.executable, "-m", "nbgrader"]}
    done = subprocess.run(
        [*program[command[0]], *command[1:]],
        cwd=folder,
        # The programs of an environment stand beside its Python.
        env=environment(
            PATH=f"{Path(sys.executable).parent}{os.pathsep}{outer}",
            JUPYTER_CONFIG_DIR=str(folder.parent / "config"),
            JUPYTER_DATA_DIR=str(folder.parent / "data"),
        ),
        capture_output=True,
        text=True,
        check=False,
    )
    said = done.stdout + done.stderr
    assert done.returncode == 0, said
    return said


def hand_in(folder: Path, name: str, exercise: Exercise, *, is_solved: bool) -> None:
    """What is handed out comes back, with our solution or as it was."""
    released: NotebookNode = read(folder / "release" / ASSIGNMENT / exercise.notebook)
    for kind in KINDS if is_solved else ():
        cell(released, kind).source = solution(exercise, kind)
    place = folder / "submitted" / name / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(released, place / exercise.notebook)  # type: ignore[no-untyped-call]


def scores(folder: Path) -> dict[str, tuple[float, float]]:
    """From grades.csv: the points of each learner, and the most that there are."""
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["student_id"]: (float(row["score"]), float(row["max_score"]))
            for row in csv.DictReader(file)
        }


def run_the_course(folder: Path, exercises: tuple[Exercise, ...]) -> None:
    """Hand out, collect and grade: the skeleton has no point, the solution has all."""
    (making, cd, generate, validate, *grading) = commands()
    assert (making[:3], cd) == (
        ["python", "-m", "checker_lab.lessons.exercises.course"],
        ["cd", "course"],
    )
    call(generate, folder)
    for exercise in exercises:
        hand_in(folder, "skeleton", exercise, is_solved=False)
        hand_in(folder, "solved", exercise, is_solved=True)

    def submitted(name: str) -> list[str]:
        path = f"submitted/{name}/{ASSIGNMENT}/{exercises[0].notebook}"
        return [*validate[:2], path]

    assert "passes all the tests" in call(submitted("solved"), folder)
    assert "VALIDATION FAILED ON 2 CELL(S)" in call(submitted("skeleton"), folder)

    for command in grading:
        call(command, folder)
    most = float(2 * sum(POINTS[exercise.name] for exercise in exercises))
    assert scores(folder) == {"skeleton": (0.0, most), "solved": (most, most)}
    feedback = folder / "feedback" / "skeleton" / ASSIGNMENT / exercises[0].notebook
    assert "0 of 5 requirements met" in feedback.with_suffix(".html").read_text(encoding="utf-8")


def test_one_exercise_is_handed_out_collected_and_graded(tmp_path: Path) -> None:
    make_course(tmp_path / "course", EXERCISES[:1])
    run_the_course(tmp_path / "course", EXERCISES[:1])


@pytest.mark.deep
def test_all_exercises_are(tmp_path: Path) -> None:
    call(commands()[0], tmp_path)
    run_the_course(tmp_path / "course", EXERCISES)


# The course


def test_a_course_has_every_exercise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "course")]) == 0
    source = tmp_path / "course" / "source" / ASSIGNMENT
    assert {path.name for path in source.iterdir()} == {one.notebook for one in EXERCISES}
    assert capsys.readouterr().out.startswith(f"{source}: 6 notebooks")
    for exercise in EXERCISES:
        told = [one.metadata.get("nbgrader", {}) for one in read(source / exercise.notebook).cells]
        assert sum(one.get("points", 0) for one in told) == 2 * POINTS[exercise.name]
        assert len({one["grade_id"] for one in told if one}) == 4


def test_a_course_that_is_there_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_course(tmp_path, EXERCISES[:1])
    (tmp_path / "nbgrader_config.py").write_text("# mine", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
    assert "has an assignment checker_lab already" in capsys.readouterr().err
    (tmp_path / "source" / ASSIGNMENT).rename(tmp_path / "source" / "last_year")
    assert main([str(tmp_path)]) == 0
    assert (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8") == "# mine"


def test_without_the_notebooks_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(course, "NOTEBOOKS", tmp_path / "nowhere")
    with pytest.raises(SystemExit):
        main([str(tmp_path / "course")])
    assert "run this in a clone of checker_lab" in capsys.readouterr().err
