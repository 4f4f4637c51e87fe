"""reveal() shows a solution of an exercise that is done."""

from typing import Any

import pytest

from checker_lab.lessons.exercises import check, reveal
from checker_lab.lessons.exercises import progress as progress_module
from checker_lab.lessons.exercises.solutions import context_threads


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


def test_a_solution_is_shown_anyway_if_you_insist(capsys: pytest.CaptureFixture[str]) -> None:
    reveal("the assignment", "asyncio", anyway=True)
    shown = capsys.readouterr().out
    assert "class AsyncChecker" in shown
    assert "async def async_health_within" in shown


@pytest.mark.parametrize(("name", "kind"), [("the rice", "threads"), ("the race", "go")])
def test_there_is_no_such_solution(name: str, kind: Any) -> None:
    with pytest.raises(ValueError, match=r"choose from|'threads' or 'asyncio'"):
        reveal(name, kind)
