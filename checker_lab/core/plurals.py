"""Numbers in texts: the form of a noun after one, and how a language groups its digits.

fill("en", "{0:item|items}", 1000)  # 1,000 items
fill("ru", "{0:проход|прохода|проходов}", 22)  # 22 прохода
"""

from collections.abc import Sequence
from string import Formatter
from typing import Any

from checker_lab.core.language import Language

__all__ = ["fill", "grouped", "plural_form"]

SEPARATORS: dict[Language, str] = {"en": ",", "ru": "\N{NO-BREAK SPACE}"}


def fill(language: Language, text: str, *values: object) -> str:
    """Return `text` with the values in its braces.

    Args:
        language: that of the text.
        text: as for `str.format()`. `{0:,}` groups the digits of a whole number, and
            `{0:item|items}` also adds the form that goes with it: of two in English, of three in
            Russian.
        values: what the braces stand for, by position.
    """
    return _Numbers(language).vformat(text, values, {})


def grouped(number: int, language: Language) -> str:
    """Return the digits in groups of three: `1,000` in English, `1 000` in Russian."""
    return f"{number:,}".replace(",", SEPARATORS[language])


def plural_form(number: int, forms: Sequence[str]) -> str:
    """Return the form that goes with a number: of two in English, of three in Russian.

    A word that has only one form keeps it.
    """
    if len(forms) < 3:
        return forms[0] if number == 1 else forms[-1]
    if number % 10 == 1 and number % 100 != 11:
        return forms[0]
    return forms[1 if number % 10 in {2, 3, 4} and number % 100 not in {12, 13, 14} else 2]


class _Numbers(Formatter):
    """Knows two more formats of a whole number."""

    def __init__(self, language: Language) -> None:
        self._language = language

    def format_field(self, value: Any, spec: str) -> str:
        if "|" in spec:
            return f"{grouped(value, self._language)} {plural_form(value, spec.split('|'))}"
        if spec == ",":
            return grouped(value, self._language)
        return str(super().format_field(value, spec))
