"""Do two catalogues say the same in two languages, and does a text keep to one of them?"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields
from string import Formatter
from typing import Any

__all__ = ["foreign_words", "mistakes"]

KEPT = {"Ctrl", "Enter", "HTTP", "JSON", "OK", "URL", "http", "https", "stderr"}
"""Words that are the same in Russian: names of keys and of what has no other name."""

CODE = re.compile(r"pip install \S+|\brich\b|https?://\S+|'[^']*'|\\[nx]\w*")
"""What no language translates: commands, URLs, and what stands in quotes."""


def foreign_words(text: str, language: str) -> list[str]:
    """The words of the other language in a text, without those that belong to both."""
    if language == "en":
        return re.findall("[а-яёА-ЯЁ]+", text)
    return [word for word in re.findall("[A-Za-z]{2,}", CODE.sub("", text)) if word not in KEPT]


def mistakes(english: Any, russian: Any) -> Iterator[str]:
    """What is wrong with a text of these catalogues, which are dataclasses."""
    for field in fields(english):
        pairs = getattr(english, field.name), getattr(russian, field.name)
        if isinstance(pairs[0], Mapping):
            assert pairs[0].keys() == pairs[1].keys()
            for key in pairs[0]:
                yield from _mistakes(f"{field.name}[{key}]", pairs[0][key], pairs[1][key])
        else:
            yield from _mistakes(field.name, *pairs)


def _mistakes(name: str, english: str, russian: str) -> Iterator[str]:
    words = _words(english), _words(russian)
    if foreign_words(words[0], "en") or foreign_words(words[1], "ru"):
        yield f"{name}: a word of the other language"
    if not all(words) or (words[0] == words[1] and re.search("[A-Za-z]{2}", words[0])):
        yield f"{name}: not translated"
    if english.count("\n") != russian.count("\n"):
        yield f"{name}: other lines"
    if not _places(russian).keys() <= _places(english).keys():
        yield f"{name}: a value that English does not have"
    for text, forms in ((english, 2), (russian, 3)):
        if not {spec.count("|") for spec in _places(text).values()} <= {0, forms - 1}:
            yield f"{name}: {forms} plural forms are needed"


def _words(text: str) -> str:
    """A text without its places, but with the forms of its nouns."""
    return "".join(f"{said} {spec or ''} " for said, _, spec, _ in Formatter().parse(text))


def _places(text: str) -> dict[str, str]:
    return {place: spec or "" for _, place, spec, _ in Formatter().parse(text) if place is not None}
