"""Tests of what a schedule says, in English and in Russian."""

import asyncio
import pickle
import queue
import re
import threading
import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from checker_lab.schedules import Run, phrases, play
from checker_lab.schedules.phrases import NO_PHRASE, Phrase, join
from tests.schedules.programs import ADDS, Naive, TwoLocks, nothing_lost

CONSTANTS = {
    name: phrase
    for name, phrase in vars(phrases).items()
    if isinstance(phrase, Phrase) and phrase is not NO_PHRASE
}
# What stays as it is: names of threads and classes, and the one thing without a Russian name.
NAMES = re.compile(r"\b(A|B|ValueError|WaitsForeverError|boom|future|setup)\b|\w+-\w+")


def is_russian(text: str) -> bool:
    return re.search("[а-я]", text) is not None and not re.search("[a-z]", NAMES.sub("", text))


@pytest.mark.parametrize("phrase", CONSTANTS.values(), ids=CONSTANTS)
def test_each_phrase_is_there_in_both_languages(phrase: Phrase) -> None:
    assert is_russian(phrase.russian)
    assert not re.search("[а-я]", phrase.english)
    assert (phrase.in_language("en"), phrase.in_language("ru")) == (phrase.english, phrase.russian)


@pytest.mark.parametrize(
    ("phrase", "english", "russian"),
    [
        (phrases.EVENT.until(1.5), "waits for the event to be set, until 1.5 s at most", None),
        (phrases.EVENT.until(None), "waits for the event to be set", "ждёт события"),
        (phrases.EVENT.after("B"), "B waits for the event to be set", "B ждёт события"),
        (
            phrases.broken(Phrase("2 is not 3", "2 — не 3")),
            "the invariant does not hold: 2 is not 3",
            "инвариант нарушен: 2 — не 3",
        ),
        (
            phrases.raised_in("B", "ValueError: boom"),
            "B raised ValueError: boom",
            "в B ошибка ValueError: boom",
        ),
        (
            phrases.raised_in("", "ValueError: boom"),
            "a callback of the loop raised ValueError: boom",
            "ошибка в обратном вызове цикла: ValueError: boom",
        ),
        (phrases.raised("ValueError: ended"), "raised ValueError: ended", None),
        (
            phrases.lock_held_by("a-1", has_ended=True),
            "waits for the lock held by a-1, which has ended",
            "ждёт блокировку, которую держит a-1, а он закончил",
        ),
        (
            phrases.end_of(["A", "b-2"]),
            "waits for A and b-2 to end",
            "ждёт, пока закончат A и b-2",
        ),
        (
            phrases.end_of(["A", phrases.SOME_TASK, phrases.SOME_TASK]),
            "waits for A and a task and a task to end",
            "ждёт, пока закончат A и 2 задачи",
        ),
        (
            phrases.end_of(["B"]).until(2),
            "waits for B to end, until 2 s at most",
            "ждёт, пока закончит B, самое большее до 2 с",
        ),
        (phrases.sleeps_until(1 / 3), "sleeps until 0.333333 s", "спит до 0.333333 с"),
        (phrases.waits_forever("setup()"), "setup() waits forever: no thread can move", None),
        (
            phrases.waits_forever("the invariant"),
            "the invariant waits forever: no thread can move",
            "инвариант ждёт вечно: никто не ходит",
        ),
        (join([phrases.later(1.5), phrases.ENDED]), "1.5 s later; ended", "через 1.5 с; закончил"),
        (join([phrases.later(0), phrases.ENDED]), "ended", "закончил"),
        (join([]), "", ""),
    ],
)
def test_a_phrase_with_names_and_numbers(phrase: Phrase, english: str, russian: str | None) -> None:
    assert str(phrase) == phrase.english == english
    if russian is None:
        assert re.search("[а-я]", phrase.russian)
    else:
        assert phrase.russian == russian


def test_only_no_phrase_is_false() -> None:
    assert not NO_PHRASE
    assert phrases.ENDED


def fails(shared: object) -> None:
    raise ValueError("boom")


def spins(shared: object) -> None:
    while True:
        pass


async def holds_a_lock_of_threads(lock: threading.Lock) -> None:
    with lock:
        await asyncio.sleep(1)


ENDINGS: dict[str, tuple[Callable[[], Any], Mapping[str, Callable[[Any], object]], str]] = {
    "deadlock": (TwoLocks, {"A": TwoLocks.forwards, "B": TwoLocks.backwards}, "A B B A"),
    "raised": (object, {"A": fails}, ""),
    "endless": (threading.Event, {"A": threading.Event.wait, "B": spins}, "A"),
    "broken": (Naive, ADDS, "A A B"),
    "holds": (Naive, ADDS, ""),
    "blocked loop": (
        threading.Lock,
        {"A": holds_a_lock_of_threads, "B": holds_a_lock_of_threads},
        "",
    ),
}


@pytest.mark.parametrize("ending", ENDINGS)
def test_every_ending_has_its_russian_words(ending: str) -> None:
    setup, threads, moves = ENDINGS[ending]
    run = play(setup, threads, moves, nothing_lost, max_steps=50)
    assert ending in {run.outcome, "blocked loop"}
    assert is_russian(run.verdict.russian), run.reason
    remarks = [step.remark.russian for step in run.steps if step.remark]
    assert [text for text in remarks if not is_russian(text)] == []


def test_a_run_that_stops_has_its_russian_words() -> None:
    threads = {"A": lambda items: time.sleep(1.5), "B": lambda items: items.get(timeout=2)}
    run = play(queue.Queue, threads, "A A B", finish=False)
    assert run.threads["A"].reason == "ended"
    assert run.threads["B"].reason == "waits for an item in the queue, until 3.5 s at most"
    reasons = [one.why.russian for one in run.threads.values() if one.why]
    assert [text for text in reasons if not is_russian(text)] == []
    assert play(Naive, ADDS, "", finish=False).verdict.russian == "ещё не всё: могут ходить A, B"


def test_an_invariant_that_waits_forever_has_its_russian_words() -> None:
    def keep(lock: threading.Lock) -> None:
        lock.acquire()

    run: Run = play(threading.Lock, {"A": keep}, "", lambda lock: lock.acquire())
    assert run.reason == "deadlock: the invariant waits forever: no thread can move"
    assert is_russian(run.verdict.russian)
    # The error carries its phrase, also through pickle.
    loaded = pickle.loads(pickle.dumps(run.error))
    assert (str(loaded), loaded.phrase) == (str(run.error), run.error.phrase)  # type: ignore[union-attr]
