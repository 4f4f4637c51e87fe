"""What the scheduler says is in the language that was chosen, whatever the reason."""

import re
from collections.abc import Callable, Mapping
from dataclasses import fields
from typing import Any

import pytest

from checker_lab.schedules import play
from checker_lab.schedules.tasks import words as task_words
from checker_lab.schedules.threads import words
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets.scheduler.words import ENGLISH, RUSSIAN, Words, note_in, reason_in
from tests.widgets import programs

# What stays as it is: names of threads, of classes, and of one thing that has no other name.
NAMES = re.compile(r"\b(A|B|ValueError|boom|future|setup)\b|worker|\w+-\w+")


def is_russian(text: str) -> bool:
    return re.search("[а-я]", text) is not None and not re.search("[a-z]", NAMES.sub("", text))


@pytest.mark.parametrize("name", [field.name for field in fields(Words)])
def test_each_text_is_there_in_both_languages_and_takes_the_same(name: str) -> None:
    english, russian = getattr(ENGLISH, name), getattr(RUSSIAN, name)
    assert is_russian(re.sub(r"\{\d\}", "", russian))
    assert sorted(re.findall(r"\{\d\}", english)) == sorted(re.findall(r"\{\d\}", russian))


@pytest.mark.parametrize("reason", sorted({*words.REASONS.values(), *task_words.REASONS.values()}))
def test_every_reason_to_wait_is_told_in_russian(reason: str) -> None:
    assert is_russian(reason_in("ru", reason))
    assert is_russian(reason_in("ru", f"{reason}, until 1.5 s at most"))
    assert reason_in("en", reason) == reason


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("the invariant does not hold: 2 is not 3", "условие нарушено: 2 is not 3"),
        ("B raised ValueError: boom", "в B ошибка ValueError: boom"),
        ("raised ValueError: ended", "ошибка ValueError: ended"),
        ("A waits for the lock", "A waits for the lock"),
        ("waits for the lock held by worker-1", "ждёт блокировку, которую держит worker-1"),
        ("waits for A and worker-2 to end", "ждёт, пока закончат A и worker-2"),
        ("waits for B to end, until 2 s at most", "ждёт, пока закончит B, самое большее до 2 с"),
        (
            "A does not end; B waits for the lock held by A",
            "A не кончается; B ждёт блокировку, которую держит A",
        ),
        (
            "deadlock: A waits for a lock of threads that is held, "
            "and all tasks stand still with it",
            "взаимная блокировка: A ждёт занятую блокировку потоков, и с ним стоят все задачи",
        ),
        ("a new reason", "a new reason"),
        ("", ""),
    ],
)
def test_only_what_is_ours_is_translated(english: str, russian: str) -> None:
    assert reason_in("ru", english) == russian


@pytest.mark.parametrize(
    ("english", "russian"),
    [
        ("1.5 s later", "через 1.5 с"),
        ("1.5 s later; ended", "через 1.5 с; закончил"),
        ("ended", "закончил"),
        ("raised ValueError: 1 s later; boom", "ошибка ValueError: 1 s later; boom"),
    ],
)
def test_a_note_is_translated(english: str, russian: str) -> None:
    assert note_in("ru", english) == russian
    assert note_in("en", english) == english


def fails(shared: object) -> None:
    raise ValueError("boom")


def spins(shared: object) -> None:
    while True:
        pass


ENDINGS: dict[str, tuple[Callable[[], Any], Mapping[str, Callable[[Any], object]], str]] = {
    "deadlock": (programs.TwoLocks, programs.TWO_LOCKS, "A B A B"),
    "waits forever": (programs.Waiter, {"A": programs.Waiter.receive}, ""),
    "task waits forever": (
        programs.AsyncWaiter,
        {"A": programs.AsyncWaiter.hold, "B": programs.AsyncWaiter.hold},
        "",
    ),
    "raised": (programs.Evil, {"A": fails}, ""),
    "endless": (programs.Evil, {"A": spins}, ""),
    "broken": (NaiveChecker, programs.ADDS, "A A B"),
    "holds": (NaiveChecker, programs.ADDS, ""),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_is_told_in_russian(ending: str) -> None:
    setup, threads, moves = ENDINGS[ending]
    run = play(setup, threads, moves, programs.both_are_there, max_steps=50)
    assert is_russian(reason_in("ru", run.reason)), run.reason
    assert all(is_russian(note_in("ru", step.note)) for step in run.steps if step.note)


def test_waits_that_end_are_told_in_russian() -> None:
    sleeper = {"A": programs.Sleeper.sleep, "B": programs.Sleeper.wait}
    run = play(programs.Sleeper, sleeper, "A B", finish=False)
    reasons = [standing.reason for standing in run.threads.values()]
    assert reasons[0] == "sleeps until 1.5 s"
    assert all(is_russian(reason_in("ru", reason)) for reason in reasons)
