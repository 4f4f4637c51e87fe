"""Every text of an exhibit is there in Russian too, and names the same code."""

import ast
import inspect
import re
import sys
from collections.abc import Iterator

import pytest

from checker_lab.core.plurals import fill
from checker_lab.lessons.exhibits import EXHIBITS, ContractExhibit, ScheduleExhibit
from checker_lab.lessons.exhibits.exhibit import expect
from checker_lab.lessons.exhibits.russian import MESSAGES, RUSSIAN
from tests.helpers.prose import english_in, russian_in

Exhibit = ScheduleExhibit | ContractExhibit
each_exhibit = pytest.mark.parametrize("exhibit", EXHIBITS, ids=lambda one: one.name)


def code_in(text: str) -> set[str]:
    return set(re.findall("`[^`]*`", text))


def messages_of(exhibit: Exhibit) -> Iterator[str]:
    tree = ast.parse(inspect.getsource(sys.modules[exhibit.broken.__module__]))
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Name("expect"), args=[_, ast.Constant(str(message)), *_]):
                yield message
            case ast.Call(func=ast.Name("expect")):
                raise AssertionError(f"{exhibit.name}: the message must be a literal")


def test_no_exhibit_is_missing_and_none_is_left_over() -> None:
    assert [*RUSSIAN] == [exhibit.name for exhibit in EXHIBITS]
    assert MESSAGES.keys() == {message for one in EXHIBITS for message in messages_of(one)}


@each_exhibit
def test_it_says_the_same_in_both_languages(exhibit: Exhibit) -> None:
    english, russian = exhibit.in_language("en"), exhibit.in_language("ru")
    bug = english.bug.partition(" In the wild:")[0]
    assert code_in(bug) == code_in(russian.bug)
    assert code_in(english.fix) == code_in(russian.fix)
    assert len(russian.wild) == len(english.wild) == len(exhibit.places)
    # It goes on after a colon.
    assert not [text for text in russian[1:3] + russian.wild if re.match("[А-ЯЁ][а-яё]", text)]
    for text in (russian.title, russian.bug, russian.fix, *russian.wild):
        assert russian_in(text)
        assert english_in(text) == []
    assert not russian_in("".join((english.title, english.bug, english.fix, *english.wild)))


@each_exhibit
@pytest.mark.usefixtures("russian")
def test_what_is_shown_of_it_follows_the_language(exhibit: Exhibit) -> None:
    text = RUSSIAN[exhibit.name]
    assert (exhibit.title, exhibit.bug, exhibit.fix) == text[:3]
    assert tuple(place.what for place in exhibit.wild) == text.wild


@pytest.mark.parametrize("message", MESSAGES)
def test_a_message_takes_the_same_values(message: str) -> None:
    assert sorted(re.findall(r"\{\d", message)) == sorted(re.findall(r"\{\d", MESSAGES[message]))
    assert russian_in(fill("ru", MESSAGES[message], 3, 4))


def test_what_is_expected_is_said_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(AssertionError) as raised:
        expect(False, "{0} checks of one item wait for their turn", 22)
    assert str(raised.value) == "22 checks of one item wait for their turn"
    monkeypatch.setattr("checker_lab.core.language._chosen", "ru")
    assert str(raised.value) == "ждут своей очереди: 22 проверки одного элемента"
