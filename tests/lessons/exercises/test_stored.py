"""The exercise notebooks as they are stored: with skeletons, which fail as the notebook says.

That a run prints what is stored is for strict nbval to see, as with all notebooks.
"""

import ast
import re
from pathlib import Path

import pytest

from checker_lab.core.language import Language
from checker_lab.grading.hints import hint_title, hints_for
from checker_lab.grading.kind import Kind
from checker_lab.grading.sentences import translated
from checker_lab.lessons.exercises import EXERCISES, Exercise
from checker_lab.lessons.exercises.catalogue import KINDS
from tests.lessons.exercises.notebooks import (
    FOLDERS,
    LANGUAGES,
    WIDGET,
    cell,
    path_of,
    printed,
    read,
    requirements,
    solution,
)

FAILS: dict[tuple[str, Kind], set[str]] = {
    ("the race", "threads"): {"returns"},
    ("the race", "asyncio"): {"returns"},
    ("the channel", "threads"): {"no-lost-add"},
    ("the channel", "asyncio"): {"adds-live", "no-lost-add", "one-per-id"},
    ("the context", "threads"): {"stops"},
    ("the context", "asyncio"): {"stops"},
    ("the panic", "threads"): {"reports-panic"},
    ("the panic", "asyncio"): {"recovers", "reports-panic"},
    ("the timeout", "threads"): {"times-out"},
    ("the timeout", "asyncio"): {"times-out"},
    ("the assignment", "threads"): {"first-pass", "times-out"},
    ("the assignment", "asyncio"): {"first-pass", "times-out"},
}
NOT_YET = {"en": "Not yet: ", "ru": "Пока рано: "}
each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)
each_kind = pytest.mark.parametrize("kind", KINDS)
each_language = pytest.mark.parametrize("language", LANGUAGES)


@each_language
def test_there_is_a_notebook_for_each_exercise_and_no_other(language: Language) -> None:
    stored = {path.name for path in FOLDERS[language].glob("*.ipynb")}
    assert stored == {exercise.notebook for exercise in EXERCISES}


@each_language
@each_kind
@each_exercise
def test_the_skeleton_fails_as_it_should(
    exercise: Exercise, kind: Kind, language: Language
) -> None:
    said = printed(read(path_of(exercise, language)), f"{kind}-check")
    assert (
        set(re.findall(r"^✗ [^:]+: ([a-z-]+):", said, re.MULTILINE)) == FAILS[exercise.name, kind]
    )


@each_language
@each_kind
@each_exercise
def test_no_solution_is_shown_before_it_is_asked_for(
    exercise: Exercise, kind: Kind, language: Language
) -> None:
    notebook = read(path_of(exercise, language))
    assert printed(notebook, f"{kind}-reveal").startswith(NOT_YET[language])
    assert solution(exercise, kind) not in cell(notebook, kind).source


@each_language
@each_kind
@each_exercise
def test_the_solution_defines_what_the_skeleton_does(
    exercise: Exercise, kind: Kind, language: Language
) -> None:
    notebook = read(path_of(exercise, language))
    graded = ast.parse(cell(notebook, f"{kind}-check").source).body[0].value
    assert graded.args[0].value == exercise.name
    names = {argument.id for argument in graded.args[1:]}
    for source in (cell(notebook, kind).source, solution(exercise, kind)):
        assert names <= {getattr(part, "name", "") for part in ast.parse(source).body}


@each_language
@each_kind
@each_exercise
def test_the_hints_go_on_where_those_of_the_report_end(
    exercise: Exercise, kind: Kind, language: Language
) -> None:
    hints = cell(read(path_of(exercise, language)), f"{kind}-hints").source
    in_the_report = len(hints_for(exercise.asks[0], kind))
    numbers = range(in_the_report + 1, in_the_report + 4)
    name = translated(exercise.name.capitalize(), language).lower()
    titles = [hint_title(name, number, language) for number in numbers]
    assert re.findall(r"<details><summary>(.*)</summary>", hints) == titles


@each_language
@each_exercise
def test_every_requirement_is_told(exercise: Exercise, language: Language) -> None:
    # As the reports say it; `make notebooks` writes the table.
    table = cell(read(path_of(exercise, language)), "asked").source.partition("|---|---|\n")[2]
    assert table.startswith(f"{requirements(exercise, language)}\n\n")


@each_language
@each_exercise
def test_every_link_leads_somewhere(exercise: Exercise, language: Language) -> None:
    notebook = read(path_of(exercise, language))
    texts = [one.source for one in notebook.cells if one.cell_type == "markdown"]
    links = re.findall(r"\]\(([^)]+)\)", "\n".join(texts))
    assert len(links) > 3
    assert not [link for link in links if not Path(FOLDERS[language], link).exists()]


@each_language
@each_exercise
def test_nothing_is_stored_that_is_gone_with_the_kernel(
    exercise: Exercise, language: Language
) -> None:
    notebook = read(path_of(exercise, language))
    outputs = [output for one in notebook.cells for output in one.get("outputs", ())]
    assert outputs
    assert not [output for output in outputs if WIDGET in output.get("data", {})]
    assert "widgets" not in notebook.metadata
    assert not any(one.metadata for one in notebook.cells)
