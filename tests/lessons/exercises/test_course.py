"""A course made from the exercises, with the real nbgrader and the teachers' commands."""

import csv
import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import get_args

import nbformat
import pytest
from nbformat import NotebookNode

from checker_lab.core.language import Language
from checker_lab.lessons.exercises import EXERCISES, Exercise, course
from checker_lab.lessons.exercises.catalogue import KINDS
from checker_lab.lessons.exercises.course import ASSIGNMENT, NotMetError, main, make_course
from checker_lab.lessons.exercises.solutions import race_threads
from checker_lab.lessons.notebooks import find_edition
from tests.lessons.exercises.notebooks import cell, environment, printed, read, solution

pytestmark = pytest.mark.timeout(900)

NONE_MET: dict[Language, str] = {
    "en": "0 of 5 requirements met",
    "ru": "выполнено 0 из 5 требований",
}
each_language = pytest.mark.parametrize("language", get_args(Language))

POINTS = {
    "the race": 5,
    "the channel": 3,
    "the context": 5,
    "the panic": 2,
    "the timeout": 4,
    "the assignment": 18,
}
"""For an answer of one kind."""


def commands(language: Language) -> list[list[str]]:
    """Return the commands of the teachers' page, in order."""
    page = cell(read(find_edition(language) / "teachers.ipynb"), "nbgrader").source
    lines = "".join(re.findall(r"^```text\n(.*?)^```", page, re.DOTALL | re.MULTILINE))
    return [shlex.split(line) for line in lines.splitlines()]


def call(command: list[str], folder: Path) -> str:
    """Run a command as in an active environment, and return what it printed."""
    outer = os.environ["PATH"]
    program = {"python": [sys.executable], "nbgrader": [sys.executable, "-m", "nbgrader"]}
    done = subprocess.run(
        [*program[command[0]], *command[1:]],
        cwd=folder,
        # The programs of an environment are beside its Python.
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


HELPERS = """

def check(item):
    return item.health()
"""
PRINT = """
def print(*texts): ...
"""
"""Names that learners give to helpers, and that the cells which grade must not use."""

PRINTS_NOTHING = ("the race", "the channel", "the timeout")
"""The exercises whose answers have no use for `print`."""


def hand_in(folder: Path, name: str, exercise: Exercise, *, helpers: str | None = None) -> None:
    """Hand in the notebook as it was released, or with our solution and `helpers` after it."""
    released: NotebookNode = read(folder / "release" / ASSIGNMENT / exercise.notebook)
    if helpers is not None:
        for kind in KINDS:
            cell(released, kind).source = solution(exercise, kind) + helpers
    place = folder / "submitted" / name / ASSIGNMENT
    place.mkdir(parents=True, exist_ok=True)
    nbformat.write(released, place / exercise.notebook)  # type: ignore[no-untyped-call]


def scores(folder: Path) -> dict[str, tuple[float, float]]:
    """Return the points of each learner in grades.csv, and the most that there are."""
    with (folder / "grades.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["student_id"]: (float(row["score"]), float(row["max_score"]))
            for row in csv.DictReader(file)
        }


def run_the_course(folder: Path, exercises: tuple[Exercise, ...], language: Language) -> None:
    """Hand out, collect and grade: a skeleton gets no points, a solution gets all."""
    (making, cd, generate, validate, *grading) = commands(language)
    making_one = ["python", "-m", "checker_lab.lessons.exercises.course", "course"]
    assert (making, cd) == ([*making_one, "--language", language], ["cd", "course"])
    call(generate, folder)
    for exercise in exercises:
        hand_in(folder, "skeleton", exercise)
        also = PRINT if exercise.name in PRINTS_NOTHING else ""
        hand_in(folder, "solved", exercise, helpers=HELPERS + also)

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
    assert NONE_MET[language] in feedback.with_suffix(".html").read_text(encoding="utf-8")


def test_one_exercise_is_handed_out_collected_and_graded(tmp_path: Path) -> None:
    make_course(tmp_path / "course", EXERCISES[:1])
    run_the_course(tmp_path / "course", EXERCISES[:1], "en")


def test_one_in_russian_is_graded_in_russian(tmp_path: Path) -> None:
    exercise, folder = EXERCISES[0], tmp_path / "course"
    make_course(folder, [exercise], "ru")
    (_, _, generate, _, autograde, *_) = commands("ru")
    call(generate, folder)
    hand_in(folder, "skeleton", exercise)
    hand_in(folder, "solved", exercise, helpers="")
    call(autograde, folder)

    def report(name: str) -> str:
        graded = read(folder / "autograded" / name / ASSIGNMENT / exercise.notebook)
        return printed(graded, "threads-check")

    assert "выполнено 0 из 5 требований" in report("skeleton")
    assert "выполнено 5 из 5 требований" in report("solved")


@pytest.mark.deep
@each_language
def test_all_exercises_are(tmp_path: Path, language: Language) -> None:
    call(commands(language)[0], tmp_path)
    run_the_course(tmp_path / "course", EXERCISES, language)


# The cells that grade


def grading_cell(folder: Path) -> str:
    """Return the source of the first cell that grades."""
    make_course(folder, EXERCISES[:1])
    notebook = read(folder / "source" / ASSIGNMENT / EXERCISES[0].notebook)
    source: str = cell(notebook, "threads-check").source
    return source


def test_a_cell_that_grades_uses_the_answer_and_no_other_name(
    fails: set[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    used: list[object] = []
    namespace = {"Checker": race_threads.Checker, "check": used.append, "print": used.append}
    before = dict(namespace)
    exec(grading_cell(tmp_path), namespace)
    assert not used
    assert namespace.keys() - before.keys() == {"__builtins__", "checker_lab"}
    assert "5 of 5 requirements met" in capsys.readouterr().out


def test_a_cell_that_grades_raises_without_assert_too(fails: set[str], tmp_path: Path) -> None:
    fails.add("returns")
    code = compile(grading_cell(tmp_path), "cell", "exec", optimize=2)
    with pytest.raises(NotMetError, match="4 of 5 requirements met"):
        exec(code, {"Checker": race_threads.Checker, "check": lambda *_: None})


# The course


def test_a_course_has_every_exercise(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([str(tmp_path / "course")]) == 0
    source = tmp_path / "course" / "source" / ASSIGNMENT
    assert {path.name for path in source.iterdir()} == {one.notebook for one in EXERCISES}
    assert capsys.readouterr().out.startswith(f"{source}: 6 notebooks")
    for exercise in EXERCISES:
        marked = [
            one.metadata.get("nbgrader", {}) for one in read(source / exercise.notebook).cells
        ]
        assert sum(one.get("points", 0) for one in marked) == 2 * POINTS[exercise.name]
        assert len({one["grade_id"] for one in marked if one}) == 4


def test_a_course_in_russian_has_the_russian_exercises(tmp_path: Path) -> None:
    assert main([str(tmp_path / "course"), "--language", "ru"]) == 0
    source = tmp_path / "course" / "source" / ASSIGNMENT
    for exercise in EXERCISES:
        (imports, *_) = [
            one for one in read(source / exercise.notebook).cells if one.id == "import"
        ]
        assert imports.source.endswith('set_language("ru")')


def test_a_course_that_is_there_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_course(tmp_path, EXERCISES[:1])
    (tmp_path / "nbgrader_config.py").write_text("# mine", encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        main([str(tmp_path)])
    assert ended.value.code == 2
    assert "already has an assignment checker_lab" in capsys.readouterr().err
    (tmp_path / "source" / ASSIGNMENT).rename(tmp_path / "source" / "last_year")
    assert main([str(tmp_path)]) == 0
    assert (tmp_path / "nbgrader_config.py").read_text(encoding="utf-8") == "# mine"


def test_without_the_notebooks_it_says_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(course, "find_edition", lambda language: tmp_path / "nowhere")
    with pytest.raises(SystemExit):
        main([str(tmp_path / "course")])
    assert "run this in a clone of checker_lab" in capsys.readouterr().err
