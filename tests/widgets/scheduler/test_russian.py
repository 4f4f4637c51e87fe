"""In no state does the Scheduler show English prose in Russian, nor Russian prose in English."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

import pytest

from checker_lab.core.language import Language
from checker_lab.schedules import CannotMoveError
from checker_lab.threads.checker import ThreadedChecker
from checker_lab.threads.naive import NaiveChecker
from checker_lab.widgets import Scheduler
from checker_lab.widgets.scheduler.game import Game
from checker_lab.widgets.scheduler.lanes import board_data, example_html, head_data
from checker_lab.widgets.scheduler.model import SchedulerModel
from tests.helpers.prose import english_in, russian_in, text_of
from tests.widgets import programs

LANGUAGES: tuple[Language, ...] = ("en", "ru")
# Parts of the data that are code, or names for programs.
CODE = {
    "source",
    "values",
    "lines",
    "name",
    "output",
    "kind",
    "mood",
    "activity",
    "value",
    "before",
}


def model_of(language: Language, setup: Any, threads: Any, win: Any, **more: Any) -> SchedulerModel:
    return SchedulerModel(Game(setup, threads, win, **more), language)


def naive(language: Language, moves: str = "", **more: Any) -> SchedulerModel:
    model = model_of(language, NaiveChecker, programs.ADDS, programs.both_are_there, **more)
    model.step(moves)
    return model


def locks(language: Language, moves: str) -> SchedulerModel:
    model = model_of(language, programs.TwoLocks, programs.TWO_LOCKS, programs.always)
    model.step(moves)
    return model


def raising(language: Language) -> SchedulerModel:
    model = model_of(language, programs.Evil, {"A": programs.Evil.work, "B": repr}, programs.always)
    while model.run.outcome == "unfinished":
        model.step("A")
    return model


def sleeping(language: Language) -> SchedulerModel:
    model = model_of(language, programs.Sleeper, {"A": programs.Sleeper.sleep}, programs.always)
    model.step("A")
    return model


def counting(language: Language) -> SchedulerModel:
    threads = {"A": programs.Counter.add, "B": programs.Counter.add}
    model = model_of(language, programs.Counter, threads, lambda counter: counter.count == 2)
    model.step("A B B A")
    return model


def showing(language: Language, moves: str, position: int) -> SchedulerModel:
    model = naive(language, moves)
    model.found = model.game.search()
    model.show()
    model.go(position)
    return model


def proven(language: Language, setup: Any = NaiveChecker, **more: Any) -> SchedulerModel:
    model = model_of(language, setup, programs.ADDS, programs.both_are_there, **more)
    model.found, model.is_counted = model.game.search(), True
    return model


STATES: Mapping[str, Callable[[Language], SchedulerModel]] = {
    "at first": naive,
    "in progress": lambda language: naive(language, "A A B"),
    "a lost update": lambda language: naive(language, "A A B*3 A"),
    "a lost value": counting,
    "it holds": lambda language: naive(language, "A*3 B*3"),
    "a blocked thread": lambda language: locks(language, "A B A"),
    "a deadlock": lambda language: locks(language, "A B A B"),
    "an error": raising,
    "a thread that sleeps": sleeping,
    "a losing schedule": lambda language: showing(language, "", 2),
    "a losing schedule, and own moves": lambda language: showing(language, "A", 0),
    "the end of a losing schedule": lambda language: showing(language, "A", 6),
    "some lose": proven,
    "none loses": lambda language: proven(language, ThreadedChecker, preemptions=1),
    "all there are": lambda language: proven(language, preemptions=None),
    "not proven": lambda language: proven(language, ThreadedChecker, max_schedules=2),
}


def texts_of(data: object, name: str = "") -> Iterator[str]:
    """The texts that are no code."""
    if name in CODE:
        return
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for key, value in data.items():
            yield from texts_of(value, key)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from texts_of(value)


def shown_of(model: SchedulerModel) -> Iterator[str]:
    yield from texts_of(head_data("", "both_are_there", model.language)["words"])
    yield from texts_of(board_data(model.board()))
    yield str(model.verdict("searching"))
    yield text_of(example_html(model.example(), model.language))


def code_of(model: SchedulerModel) -> set[str]:
    lines = {line for step in model.run.steps for line in step.source.split("\n")}
    return lines | {one.source.split("\n")[0] for one in model.run.threads.values()}


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_english_in_russian(name: str) -> None:
    model = STATES[name]("ru")
    assert [each for text in shown_of(model) for each in english_in(text, code_of(model))] == []


@pytest.mark.parametrize("name", STATES)
def test_nothing_is_russian_in_english(name: str) -> None:
    model = STATES[name]("en")
    assert [each for text in shown_of(model) for each in russian_in(text)] == []


WRONG: Mapping[str, Callable[[Scheduler], object]] = {
    "a thread that has ended": lambda game: game.step("A*9"),
    "a thread that does not exist": lambda game: game.step("C"),
    "no move to undo": lambda game: game.undo(),
    "no move to play": lambda game: game.play(),
    "no such move": lambda game: game.go(7),
    "nothing to go back to": lambda game: game.back(),
    "it is over": lambda game: game.step("A*3 B*3 A"),
}


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize("name", WRONG)
def test_what_went_wrong_is_said_in_russian(name: str) -> None:
    with pytest.raises(CannotMoveError) as raised:
        WRONG[name](programs.naive())
    assert russian_in(str(raised.value))
    assert not english_in(str(raised.value))


@pytest.mark.usefixtures("russian")
def test_a_game_is_in_the_language_of_the_process() -> None:
    game = programs.naive()
    game.step("A A")
    assert game.board.language == "ru"
    assert str(game).endswith("Сделано ходов: 2. Выберите, кто ходит дальше.")
