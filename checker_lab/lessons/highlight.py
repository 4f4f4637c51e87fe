"""Parts lines of Python and Go into tokens, to colour them and to compare them."""

import keyword
import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

__all__ = ["CodeToken", "token_lines", "tokens_of"]

GO = """break case chan const continue default defer else false for func go goto if import interface
map nil package range return select struct switch true type var"""
WORDS: dict[str, Collection[str]] = {"python": keyword.kwlist, "go": GO.split()}
COMMENTS = {"python": "#", "go": "//"}

QUOTES = '"' * 3

TOKEN = re.compile(
    r"(?P<comment>#.*|//.*)"
    r"|(?P<string>[rbfRBF]{0,2}(?:\"{3}.*?(?:\"{3}|$)|\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`))"
    r"|(?P<name>[^\W\d]\w*)"
    r"|(?P<number>\d[\w.]*)"
    r"|(?P<space>\s+)"
    r"|(?P<other>.)"
)


class CodeToken(NamedTuple):
    """A piece of a line.

    Attributes:
        kind: "word" (of the language), "name", "string", "number", "comment", "space" or "other".
    """

    text: str
    kind: str


def token_lines(text: str, language: str) -> Iterator[list[CodeToken]]:
    """The tokens of each line; a docstring of several lines is a string."""
    is_inside = False
    for line in text.splitlines():
        if is_inside:
            string, end, rest = line.partition(QUOTES)
            is_inside = not end
            yield [CodeToken(string + end, "string"), *tokens_of(rest, language)]
        else:
            tokens = tokens_of(line, language)
            is_inside = _opens(tokens, language)
            yield tokens


def _opens(tokens: list[CodeToken], language: str) -> bool:
    """Does the last token open a docstring that this line does not close?"""
    last = tokens[-1].text if tokens and language == "python" else ""
    return QUOTES in last and last.count(QUOTES) == 1


def tokens_of(line: str, language: str) -> list[CodeToken]:
    """The tokens of one line, which together are the line.

    Args:
        language: "python" or "go".
    """
    tokens: list[CodeToken] = []
    for match in TOKEN.finditer(line):
        text, kind = match[0], match.lastgroup or "other"
        if kind == "comment" and not text.startswith(COMMENTS[language]):
            # The comment sign of the one language is an operator of the other.
            sign = 2 if language == "python" else 1
            return [*tokens, CodeToken(text[:sign], "other"), *tokens_of(text[sign:], language)]
        is_word = kind == "name" and text in WORDS[language]
        tokens.append(CodeToken(text, "word" if is_word else kind))
    return tokens
