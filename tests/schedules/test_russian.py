"""All that runs and searches show is Russian after `set_language("ru")`, and else English."""

from collections.abc import Iterator

import pytest

from checker_lab.core.language import Language
from checker_lab.schedules import Exploration, Run, explore, play
from checker_lab.schedules.phrases import Phrase
from tests.helpers.prose import english_in, russian_in, text_of
from tests.schedules.programs import ADDS, Naive, nothing_lost
from tests.schedules.test_phrases import ENDINGS

LOCALES: tuple[Language, ...] = ("en", "ru")


def run_of(name: str) -> Run:
    setup, threads, schedule = ENDINGS[name]
    return play(setup, threads, schedule)


def texts_of(run: Run) -> Iterator[str]:
    shown = run._repr_mimebundle_()
    yield from (str(run), run.reason, str(run.deadlock or ""), str(run.verdict))
    yield from (step.note for step in run.steps)
    yield from (str(one) for one in run.threads.values())
    yield from (shown["text/plain"], text_of(shown["text/html"]))


def texts_of_search(found: Exploration) -> Iterator[str]:
    shown = found._repr_mimebundle_()
    yield from (str(found), str(found.stopped_by), shown["text/plain"])
    yield text_of(shown["text/html"])


def code_of(run: Run) -> set[str]:
    lines = {line for step in run.steps for line in step.source.split("\n")}
    return lines | {one.source.split("\n")[0] for one in run.threads.values()}


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize("name", ENDINGS)
def test_nothing_of_a_run_is_english(name: str) -> None:
    run = run_of(name)
    code = code_of(run)
    assert [each for text in {*texts_of(run)} for each in english_in(text, code)] == []
    assert russian_in(str(run))


@pytest.mark.parametrize("name", ENDINGS)
def test_without_a_choice_all_of_it_is_english(name: str) -> None:
    assert not [each for text in texts_of(run_of(name)) for each in russian_in(text)]


SEARCHES = {
    "some lose": lambda: explore(Naive, ADDS, nothing_lost),
    "no bound": lambda: explore(Naive, ADDS, nothing_lost, preemptions=None),
    "none loses": lambda: explore(Naive, ADDS, lambda shared: True),
    "stopped": lambda: explore(Naive, ADDS, lambda shared: True, max_schedules=3),
    "around": lambda: explore(Naive, ADDS, lambda shared: True, around=["A"]),
    "endless": lambda: explore(dict, {"A": spins}, lambda shared: True, max_steps=20),
}


def spins(shared: object) -> None:
    while True:
        pass


@pytest.mark.usefixtures("russian")
@pytest.mark.parametrize("name", SEARCHES)
def test_nothing_of_a_search_is_english(name: str) -> None:
    found = SEARCHES[name]()
    code = set() if found.run is None else code_of(found.run)
    assert [each for text in texts_of_search(found) for each in english_in(text, code)] == []
    assert all(map(russian_in, filter(None, texts_of_search(found))))


@pytest.mark.parametrize("name", SEARCHES)
def test_without_a_choice_a_search_is_english(name: str) -> None:
    assert not [each for text in texts_of_search(SEARCHES[name]()) for each in russian_in(text)]


@pytest.mark.parametrize(
    ("losing", "played", "russian"),
    [
        (1, 14, "1 из 14 чередований ломает программу (перебраны все)"),
        (3, 21, "3 из 21 чередования ломают программу (перебраны все)"),
        (21, 1200, "21 из 1\N{NO-BREAK SPACE}200 чередований ломает программу (перебраны все)"),
        (0, 1, "единственное чередование не ломает программу (перебраны все)"),
        (0, 2, "ни одно из 2 чередований не ломает программу (перебраны все)"),
    ],
)
def test_numbers_have_the_right_forms(losing: int, played: int, russian: str) -> None:
    found = Exploration(played, losing, 0, True, None, None)
    assert found.verdict.in_language("ru") == russian


@pytest.mark.parametrize("language", LOCALES)
def test_an_invariant_may_say_in_both_languages_what_is_wrong(language: Language) -> None:
    def refuses(shared: object) -> bool:
        raise AssertionError(Phrase("no item", "нет элемента"))

    said = play(Naive, ADDS, (), refuses).verdict.in_language(language)
    assert said.endswith({"en": "hold: no item", "ru": "нарушен: нет элемента"}[language])
