"""check(), reveal() and show_progress(), without a grading that takes seconds."""

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest

from checker_lab.grading import Report, Verdict
from checker_lab.grading.kind import Kind, kind_of
from checker_lab.grading.requirements import REQUIREMENTS
from checker_lab.lessons.exercises import EXERCISES, check, checking, reveal, show_progress
from checker_lab.lessons.exercises import progress as progress_module
from checker_lab.lessons.exercises.solutions import (
    context_threads,
    timeout_asyncio,
    timeout_threads,
)

Judge = Callable[..., Report]


@pytest.fixture(autouse=True)
def progress(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing is done yet, and what will be is kept here."""
    path = tmp_path / "progress.json"
    monkeypatch.setenv(progress_module.VARIABLE, str(path))
    monkeypatch.setattr(progress_module, "_done_here", set())
    return path


@pytest.fixture
def fails(monkeypatch: pytest.MonkeyPatch) -> set[str]:
    """The names of the requirements that every answer is found not to meet."""
    failed: set[str] = set()

    def judge(answer: Any, *, only: Iterable[str]) -> Report:
        return report(answer.__name__, kind_of(answer), only, failed)

    monkeypatch.setattr(checking, "grade", judge)
    monkeypatch.setattr(checking, "grade_timeout", judge)
    return failed


def report(target: str, kind: Kind, names: Iterable[str], failed: Iterable[str] = ()) -> Report:
    verdicts = [
        Verdict(
            name,
            REQUIREMENTS[name].title,
            REQUIREMENTS[name].wanted,
            "failed" if name in failed else "passed",
            "",
        )
        for name in names
    ]
    return Report(target, kind, tuple(verdicts))


def test_what_is_met_is_done_and_kept(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = check("the panic", context_threads.Checker)
    assert found.ok
    assert found.passed == ("recovers", "reports-panic")
    assert "4. The panic, in threads: done" in capsys.readouterr().out
    assert "4. The panic, in threads" in progress.read_text(encoding="utf-8")


def test_what_is_not_met_is_told_and_not_kept(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fails.add("reports-panic")
    assert not check("the panic", context_threads.Checker).ok
    assert capsys.readouterr().out == "✗ not met: reports-panic: A panic is printed\n"
    assert not progress.exists()


def test_the_assignment_takes_a_class_and_a_function(fails: set[str]) -> None:
    found = check("the assignment", context_threads.Checker, timeout_threads.health_within)
    assert found.target == "Checker and health_within"
    assert found.passed == EXERCISES[-1].asks


@pytest.mark.parametrize(
    ("exercise", "given", "message"),
    [
        ("the rice", (), "choose from 'the race'"),
        ("the race", (), "asks for a class, not for 0 answers"),
        ("the timeout", (1, 2), r"asks for a function of \(get_health, seconds\), not for 2"),
        ("the assignment", (context_threads.Checker,), "a class and a function"),
    ],
)
def test_what_cannot_be_graded_is_refused(
    exercise: str, given: tuple[object, ...], message: str
) -> None:
    with pytest.raises((TypeError, ValueError), match=message):
        check(exercise, *given)


def test_two_answers_of_two_kinds_are_refused(fails: set[str]) -> None:
    with pytest.raises(TypeError, match="give two of a kind"):
        check("the assignment", context_threads.Checker, timeout_asyncio.async_health_within)


def test_a_real_answer_is_graded_for_real() -> None:
    found = check("the timeout", timeout_asyncio.async_health_within)
    assert found.ok
    assert found.kind == "asyncio"


# The solutions


def test_a_solution_is_shown_when_the_exercise_is_done(
    fails: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    reveal("the context", "threads")
    assert capsys.readouterr().out.startswith("Not yet: 3. The context, in threads is not done")
    check("the context", context_threads.Checker)
    reveal("the context", "threads")
    shown = capsys.readouterr().out
    assert "# checker_lab/lessons/exercises/solutions/context_threads.py" in shown
    assert "self.context.cancel()" in shown
    reveal("the context", "asyncio")
    assert capsys.readouterr().out.startswith("Not yet")

    monkeypatch.setattr(progress_module, "_done_here", set())  # another day
    reveal("the context", "threads")
    assert "self.context.cancel()" in capsys.readouterr().out


def test_a_solution_is_shown_to_whoever_insists(capsys: pytest.CaptureFixture[str]) -> None:
    reveal("the assignment", "asyncio", anyway=True)
    shown = capsys.readouterr().out
    assert "class AsyncChecker" in shown
    assert "async def async_health_within" in shown


@pytest.mark.parametrize(("name", "kind"), [("the rice", "threads"), ("the race", "go")])
def test_there_is_no_such_solution(name: str, kind: Any) -> None:
    with pytest.raises(ValueError, match=r"choose from|'threads' or 'asyncio'"):
        reveal(name, kind)


# What is done


def test_the_table_tells_what_is_done_and_what_is_to_do(fails: set[str]) -> None:
    assert show_progress().data.count("to do") == 12
    check("the race", context_threads.Checker)
    table = show_progress().data
    assert table.count("to do") == 11
    assert table.count("done on") == 1


def test_a_file_that_cannot_be_read_is_told_and_kept(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    progress.write_text("[1, 2", encoding="utf-8")
    assert "cannot be read" in show_progress().data
    check("the race", context_threads.Checker)
    assert "put aside" in capsys.readouterr().out
    assert show_progress().data.count("done on") == 1
    assert [path.read_text("utf-8") for path in progress.parent.glob("*unreadable*")] == ["[1, 2"]


def test_a_place_that_cannot_be_written_is_told(
    fails: set[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "file").touch()
    monkeypatch.setenv(progress_module.VARIABLE, str(tmp_path / "file" / "progress.json"))
    assert check("the race", context_threads.Checker).ok
    assert "cannot be kept" in capsys.readouterr().out


def test_nothing_is_kept_where_that_is_not_wanted(
    fails: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(progress_module.VARIABLE, "")
    monkeypatch.chdir(tmp_path)
    assert check("the race", context_threads.Checker).ok
    table = show_progress().data
    assert table.count("to do") == 12
    assert "alert" not in table
    assert not list(tmp_path.iterdir())


def test_it_is_kept_beside_the_exercises(
    fails: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(progress_module.VARIABLE)
    (tmp_path / "exercises").mkdir()
    monkeypatch.chdir(tmp_path / "exercises")
    check("the race", context_threads.Checker)
    assert (tmp_path / "exercises" / "progress.json").exists()
    monkeypatch.chdir(tmp_path)  # where 00_start_here is
    assert show_progress().data.count("done on") == 1
