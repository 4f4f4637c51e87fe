"""Finds prose of the wrong language in what is shown."""

import re
from collections.abc import Iterable
from html import unescape

__all__ = ["english_in", "russian_in", "text_of"]

# Quoted texts, code in backticks, what repr() gives, errors, and names.
KEPT = re.compile(
    r"`[^`]*`|'[^']*'|\"[^\"]*\"|<[^<>]*>|\b\w+Error\b(: [^;()]*)?|[\w.]+\(\)"
    r"|\w+[._/#-][\w./#-]+|\b(Python|Go|asyncio)\b"
)
WORDS = re.compile(r"\b[A-Za-z]{2,}(?:,? [A-Za-z]{2,})+\b")
CODE = re.compile(r"<style.*?</style>|<code.*?</code>|<pre.*?</pre>", re.DOTALL)


def text_of(html: str) -> str:
    """The text of HTML, without code."""
    return unescape(re.sub(r"<[^>]*>", "\n", CODE.sub("", html).replace("<wbr>", "")))


def english_in(text: str, code: Iterable[str] = ()) -> list[str]:
    """Two English words in a row, or more, that are neither quoted nor in a line of `code`."""
    for line in sorted({*code} - {""}, key=len, reverse=True):
        text = text.replace(line, "")
    return WORDS.findall(KEPT.sub("", text))


def russian_in(text: str) -> list[str]:
    """Words in Cyrillic letters."""
    return re.findall("[А-Яа-яЁё]+", text)
