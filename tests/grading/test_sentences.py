"""Sentences keep their values until they are read, in one language or the other."""

import json

import pytest

from checker_lab.grading.sentences import (
    NOTHING,
    Sentence,
    hint_of,
    hinted,
    in_both,
    join,
    said,
    say,
    verbatim,
)
from checker_lab.schedules.phrases import NO_PHRASE, Phrase


def test_a_sentence_in_a_sentence() -> None:
    late = say("{seconds:.1f} s late", seconds=0.25)
    assert str(say("it was {how}", how=late)) == "it was 0.2 s late"


@pytest.mark.parametrize(("count", "text"), [(0, "0 checks"), (1, "1 check"), (2, "2 checks")])
def test_english_has_two_forms(count: int, text: str) -> None:
    assert str(say("{count:check|checks}", count=count)) == text


@pytest.mark.parametrize("count", [1, 21, 101])
def test_russian_one(count: int) -> None:
    assert _passes(count) == f"{count} проход"


@pytest.mark.parametrize("count", [2, 3, 22, 104])
def test_russian_few(count: int) -> None:
    assert _passes(count) == f"{count} прохода"


@pytest.mark.parametrize("count", [0, 5, 11, 12, 14, 111])
def test_russian_many(count: int) -> None:
    assert _passes(count) == f"{count} проходов"


def _passes(count: int) -> str:
    return say("{count:проход|прохода|проходов}", count=count).in_language("ru")


def test_a_sentence_goes_through_json() -> None:
    said = say("{what}: {why}", what=say("{n:check|checks}", n=3), why="late")
    assert Sentence.from_dict(json.loads(json.dumps(said.to_dict()))) == said


def test_a_text_from_another_process_becomes_printable() -> None:
    said = say("{item} was late", item="\x1b[31mred")
    assert str(Sentence.from_dict(said.to_dict())).isprintable()


def test_join_leaves_out_what_is_empty() -> None:
    assert str(join([verbatim("one"), NOTHING, verbatim("two")])) == "one; two"
    assert not NOTHING


def test_a_text_that_knows_both_languages_goes_through_json() -> None:
    sent = in_both(Phrase("ended", "закончил")).to_dict()
    read = Sentence.from_dict(json.loads(json.dumps(sent)))
    assert (str(read), read.in_language("ru")) == ("ended", "закончил")
    assert in_both(NO_PHRASE) == NOTHING


def test_a_plain_text_is_the_same_in_both_languages() -> None:
    assert said("stop()").in_language("ru") == "stop()"
    assert said(say("a thread")).in_language("ru") == "отдельный поток"


def test_a_hint_stays_with_its_sentence_and_inside_of_another_one() -> None:
    inner = hinted(say("it raised {error}", error="KeyError"), say("Which line raises it?"))
    outer = say("in call {number}: {wrong}", number=2, wrong=inner)
    assert str(outer) == "in call 2: it raised KeyError"
    assert str(hint_of(outer)) == "Which line raises it?"
    assert hint_of(hinted(outer, say("another"))) == hint_of(inner)
    assert not hint_of(say("all is well"))
    assert Sentence.from_dict(inner.to_dict()) == say("it raised {error}", error="KeyError")
