"""Do two catalogues say the same in two languages, and does a text keep to one of them?"""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from string import Formatter
from typing import Any

from tests.helpers.prose import russian_in

__all__ = ["foreign_words", "mistakes", "texts_of"]

KEPT = {"Ctrl", "Enter", "HTTP", "JSON", "OK", "TLS", "URL", "http", "https", "id", "stderr"}
"""Words that are the same in Russian: names of keys and of what has no other name."""

CODE = re.compile(r"pip install \S+|\brich\b|https?://\S+|'[^']*'|\\[nx]\w*|\w+\(\)|\bFalse\b")
"""What no language translates: commands, URLs, code, and what stands in quotes."""

SAID = ("title", "aria-label", "aria-description", "placeholder")
"""Attributes that a user reads or hears."""


def foreign_words(text: str, language: str, code: Collection[str] = ()) -> list[str]:
    """The words of the other language in a text, but for `code` and those that belong to both."""
    if language == "en":
        return russian_in(text)
    found = re.findall("[A-Za-z]{2,}", CODE.sub("", text))
    return [word for word in found if word not in {*KEPT, *code}]


def mistakes(english: Any, russian: Any, code: Collection[str] = ()) -> Iterator[str]:
    """What is wrong with a text of these catalogues, which are dataclasses; `code` may be there."""
    for field in fields(english):
        pairs = getattr(english, field.name), getattr(russian, field.name)
        if isinstance(pairs[0], Mapping):
            assert pairs[0].keys() == pairs[1].keys()
            for key in pairs[0]:
                yield from _mistakes(f"{field.name}[{key}]", pairs[0][key], pairs[1][key], code)
        else:
            yield from _mistakes(field.name, *pairs, code)


def _mistakes(name: str, english: str, russian: str, code: Collection[str]) -> Iterator[str]:
    words = _words(english), _words(russian)
    if foreign_words(words[0], "en") or foreign_words(words[1], "ru", code):
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


def texts_of(tree: Any) -> Iterator[str]:
    """All that a tree of elements shows or says, or a list of trees."""
    if isinstance(tree, str):
        yield tree
        return
    if tree and isinstance(tree[0], str) and len(tree) > 1 and isinstance(tree[1], dict):
        _, attributes, *tree = tree
        yield from (str(attributes[name]) for name in SAID if name in attributes)
    for child in tree:
        yield from texts_of(child)
