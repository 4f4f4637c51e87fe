"""After `set_language("ru")`, nothing that an exercise shows is English but code."""

import re
from pathlib import Path
from typing import Any

import pytest
from IPython.core.interactiveshell import InteractiveShell

from checker_lab.grading.progress import Progress
from checker_lab.lessons.exercises import check, reveal, show_progress
from checker_lab.lessons.exercises.checking import AnswerError
from checker_lab.lessons.exercises.solutions import context_threads, timeout_asyncio
from checker_lab.lessons.exercises.stale import CellWatch
from tests.helpers.prose import english_in, russian_in, text_of

pytestmark = pytest.mark.usefixtures("russian")

# Names of requirements, and a line of code in a report.
NAMES = re.compile(r"\b(no|first|one)-[a-z-]+|\([\w.]+:\d+: .*?\)")


class Checker:
    """It never checks anything."""

    def __init__(self, interval: float) -> None:
        self.items: list[Any] = []

    def add(self, item: Any) -> None:
        self.items.append(item)

    def run(self) -> None:
        pass

    def stop(self) -> None:
        pass


def is_russian(text: str) -> bool:
    return bool(russian_in(text)) and not english_in(NAMES.sub("", text))


def test_a_grading_is_russian_throughout(
    progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    report = check("the panic", Checker)
    assert report.language == "ru"
    for text in (capsys.readouterr().out, str(report), repr(report), text_of(report._repr_html_())):
        assert is_russian(text), english_in(NAMES.sub("", text))


def test_what_is_done_and_what_is_not_is_said_in_russian(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check("the context", context_threads.Checker)
    reveal("the context", "asyncio")
    assert is_russian(capsys.readouterr().out)
    assert is_russian(text_of(show_progress().data))
    assert "не начато" in Progress(progress).table(["x"])


def test_a_file_that_cannot_be_used_is_named_in_russian(
    fails: set[str], progress: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    progress.write_text("nonsense", encoding="utf-8")
    check("the context", context_threads.Checker)
    assert "не удалось прочитать" in capsys.readouterr().out


def test_a_file_that_cannot_be_written_is_named_in_russian(
    fails: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Any
) -> None:
    def fails_to_write(*arguments: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Progress, "record", fails_to_write)
    check("the context", context_threads.Checker)
    assert f"не сохранить в {tmp_path / 'progress.json'}: No space left" in capsys.readouterr().out


@pytest.mark.parametrize(
    "answers",
    [
        (),
        (3,),
        (int,),
        (context_threads.Checker, context_threads.Checker),
    ],
    ids=["none", "a number", "another class", "two"],
)
def test_a_wrong_answer_is_refused_in_russian(answers: tuple[Any, ...]) -> None:
    with pytest.raises(AnswerError) as raised:
        check("the panic", *answers)
    assert russian_in(str(raised.value))


def test_what_there_is_not_is_named_in_russian() -> None:
    with pytest.raises(ValueError, match="упражнения 'гонка' нет"):
        check("гонка", Checker)
    with pytest.raises(ValueError, match="а не 'потоки'"):
        reveal("the race", "потоки")  # type: ignore[arg-type]


def test_two_kinds_are_refused_in_russian() -> None:
    with pytest.raises(AnswerError, match="напишите `async def` в обоих"):
        check("the assignment", context_threads.Checker, timeout_asyncio.async_health_within)


def test_a_missing_name_is_explained_in_russian(capsys: pytest.CaptureFixture[str]) -> None:
    shell: Any = InteractiveShell()  # type: ignore[no-untyped-call]
    CellWatch(shell).register()
    shell.run_cell("class Answer:\n    limit = 5 / 0")
    shell.run_cell("Answer")
    shell.history_manager.end_session()
    assert "Ячейка, в которой определяется Answer, не выполнилась" in capsys.readouterr().out
