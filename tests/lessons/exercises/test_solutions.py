"""The exercise notebooks of both editions with our solutions filled in: every exercise is done."""

import asyncio
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nbformat
import pytest
from nbformat import NotebookNode

from checker_lab.core.language import Language
from checker_lab.grading import Progress
from checker_lab.lessons.exercises import EXERCISES, Exercise
from checker_lab.lessons.exercises.catalogue import KINDS
from tests.lessons.exercises.notebooks import (
    LANGUAGES,
    cell,
    environment,
    path_of,
    printed,
    run,
    shown,
    solved,
)

pytestmark = pytest.mark.timeout(300)

AT_ONCE = 3
"""Notebooks: a grading mostly waits."""

ALL_MET = {"en": "{0} of {0} requirements met", "ru": "выполнено {0} из {0} требований"}

Ran = tuple[Language, Mapping[str, NotebookNode]]

each_exercise = pytest.mark.parametrize("exercise", EXERCISES, ids=lambda one: one.name)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("solved")


@pytest.fixture(scope="module", params=LANGUAGES)
def ran(request: pytest.FixtureRequest, folder: Path) -> Ran:
    """Every notebook of an edition with solutions, as it is when it has run."""
    language: Language = request.param
    notebooks = {exercise.name: solved(exercise, language) for exercise in EXERCISES}

    async def run_all() -> None:
        turns = asyncio.Semaphore(AT_ONCE)
        async with asyncio.TaskGroup() as group:
            for exercise in reversed(EXERCISES):  # the longest first
                group.create_task(run_one(exercise, turns))

    async def run_one(exercise: Exercise, turns: asyncio.Semaphore) -> None:
        async with turns:
            path = str(progress_of(exercise, language, folder))
            await run(notebooks[exercise.name], folder, CHECKER_LAB_PROGRESS=path)

    asyncio.run(run_all())
    return language, notebooks


def progress_of(exercise: Exercise, language: Language, folder: Path) -> Path:
    return folder / f"progress {exercise.number} {language}.json"


@each_exercise
def test_the_solution_does_all_that_is_asked(exercise: Exercise, ran: Ran, folder: Path) -> None:
    language, notebooks = ran
    notebook = notebooks[exercise.name]
    for kind in KINDS:
        said = printed(notebook, f"{kind}-check")
        assert said.startswith(f"✓ {exercise.title(kind, language)}: "), said
        (report,) = cell(notebook, f"{kind}-check").outputs[1:]
        assert ALL_MET[language].format(len(exercise.asks)) in report.data["text/plain"]
    # Under the same titles in both editions.
    done = Progress(progress_of(exercise, language, folder)).done
    assert set(done) == {exercise.title(kind) for kind in KINDS}


@each_exercise
def test_the_solution_is_shown_then(exercise: Exercise, ran: Ran) -> None:
    for kind in KINDS:
        text = shown(ran[1][exercise.name], f"{kind}-reveal")
        for part in exercise.solutions(kind):
            assert Path(str(part.__file__)).read_text("utf-8").strip() in text


@pytest.mark.deep
@each_exercise
def test_it_prints_the_same_in_every_run(exercise: Exercise, ran: Ran, tmp_path: Path) -> None:
    path = tmp_path / exercise.notebook
    nbformat.write(ran[1][exercise.name], path)  # type: ignore[no-untyped-call]
    strict_nbval(path)


@pytest.mark.deep
@pytest.mark.parametrize("language", LANGUAGES)
@each_exercise
def test_so_does_the_skeleton(exercise: Exercise, language: Language) -> None:
    strict_nbval(path_of(exercise, language))


def strict_nbval(path: Path) -> None:
    options = [
        "--nbval",
        "--nbval-current-env",
        "--nbval-cell-timeout=90",
        "-p",
        "no:cacheprovider",
    ]
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", f"--rootdir={path.parent}", *options, str(path)],
        cwd=path.parent,
        env=environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
