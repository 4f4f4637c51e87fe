"""The figures of both editions are the same drawings, with other words in them."""

import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest

from tests.lessons.editions import ENGLISH, RUSSIAN
from tests.lessons.editions.texts import is_russian

FIGURES = sorted(path.name for path in ENGLISH.glob("images/*.svg"))
PHRASE = re.compile("[a-z] [a-z]")
WORDS = ("title", "text", "tspan")


@pytest.mark.parametrize("name", FIGURES)
def test_the_russian_figure_is_the_same_drawing(name: str) -> None:
    english, russian = ENGLISH / "images" / name, RUSSIAN / "images" / name
    assert drawing(english) == drawing(russian)


@pytest.mark.parametrize("name", FIGURES)
def test_its_words_are_russian_or_those_of_the_english_one(name: str) -> None:
    english = set(words(ENGLISH / "images" / name))
    found = words(RUSSIAN / "images" / name)
    assert is_russian(found[0]), "the title"
    assert [word for word in found if word not in english and not is_russian(word)] == []
    assert [word for word in found if PHRASE.search(word) and not is_russian(word)] == []


def test_both_editions_have_the_same_pictures() -> None:
    pictures = [{path.name for path in each.glob("images/*")} for each in (ENGLISH, RUSSIAN)]
    assert pictures[0] == pictures[1]


def drawing(path: Path) -> list[tuple[str, dict[str, str]]]:
    """All that is drawn but the words."""
    return [(tag, each.attrib) for tag, each in elements(path) if tag not in WORDS]


def words(path: Path) -> list[str]:
    found = [each.text for tag, each in elements(path) if tag in WORDS]
    return list(filter(None, found))


def elements(path: Path) -> list[tuple[str, ET.Element]]:
    return [(each.tag.rpartition("}")[2], each) for each in ET.parse(path).getroot().iter()]
