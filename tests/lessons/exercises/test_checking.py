"""check() grades an answer and records it."""

import asyncio
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from checker_lab.lessons.exercises import EXERCISES, StaleAnswerError, check, checking
from checker_lab.lessons.exercises.solutions import (
    context_threads,
    timeout_asyncio,
    timeout_threads,
)
from checker_lab.lessons.exercises.stale import Failure


def test_an_answer_that_meets_all_is_done_and_recorded(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = check("the panic", context_threads.Checker)
    assert found.ok
    assert found.passed == ("recovers", "reports-panic")
    assert "4. The panic, in threads: done" in capsys.readouterr().out
    assert "4. The panic, in threads" in progress.read_text(encoding="utf-8")


def test_what_is_not_met_is_printed_and_not_recorded(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    fails.add("reports-panic")
    assert not check("the panic", context_threads.Checker).ok
    first, second = capsys.readouterr().out.splitlines()
    assert first.startswith("reports-panic: it was not so. ")
    assert second == "✗ not met: reports-panic: A panic is printed"
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
    with pytest.raises(TypeError, match="write `async def` for both"):
        check("the assignment", context_threads.Checker, timeout_asyncio.async_health_within)


def test_a_real_answer_is_graded_for_real() -> None:
    async def async_health_within(get_health: Callable[[], Awaitable[Any]], seconds: float) -> Any:
        return await asyncio.wait_for(get_health(), seconds)

    found = check("the timeout", async_health_within)
    assert found.ok
    assert found.kind == "asyncio"


def test_an_answer_of_somebody_else_is_not_recorded(
    progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not check("the timeout", timeout_asyncio.async_health_within).ok
    assert capsys.readouterr().out.startswith("✗ borrowed: This is not its own work: it is checker")
    assert not progress.exists()


def test_a_stale_answer_is_refused(
    fails: set[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    class Watch:
        def failure_of(self, name: str) -> Failure | None:
            return Failure("SyntaxError: no", 3, "def add(") if name == "Checker" else None

    monkeypatch.setattr(checking, "watch_cells", Watch)
    with pytest.raises(
        StaleAnswerError, match=r"SyntaxError: no, in line 3, `def add\(`"
    ) as raised:
        check("the panic", context_threads.Checker)
    assert raised.value._render_traceback_() == [str(raised.value)]
    assert not capsys.readouterr().out
    with pytest.raises(StaleAnswerError, match="Ячейка, в которой определяется Checker"):
        check("the panic", context_threads.Checker, language="ru")


def test_an_interrupt_is_one_line(fails: set[str], monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*args: object, **more: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(checking, "grade", interrupted)
    with pytest.raises(KeyboardInterrupt) as raised:
        check("the panic", context_threads.Checker)
    shown: Any = raised.value
    assert shown._render_traceback_() == ["Interrupted: the answer was not graded."]


def test_an_unknown_language_is_refused(fails: set[str]) -> None:
    with pytest.raises(ValueError, match="'ru' or 'en'"):
        check("the panic", context_threads.Checker, language="de")
