"""Seconds as a user types and reads them: `0.5`, `0,5`, `0.5 s` or `0.5 с`."""

import math
import re

from checker_lab.widgets.words import WORDS, WidgetWords

__all__ = ["LONGEST", "SHORTEST", "interval_of", "seconds_text", "timeout_of"]

SHORTEST, LONGEST = 0.05, 86_400.0
"""The interval that a user may set: a faster one only paints, and a slower one never comes."""


NO_TIMEOUT = {words.none for words in WORDS.values()}
"""What a user may type for no timeout, in every language."""

UNITS = ("s", "с")
"""What a user may type behind a number, in every language."""


def interval_of(text: str, words: WidgetWords) -> float:
    """The typed text as an interval in seconds.

    Raises:
        ValueError: it is not a number, or out of range.
    """
    seconds = _number(text, words, words.no_number)
    if not SHORTEST <= seconds <= LONGEST:
        raise ValueError(words.out_of_range.format(SHORTEST, LONGEST, text.strip()))
    return seconds


def timeout_of(text: str, words: WidgetWords) -> float | None:
    """The typed text as a timeout in seconds; `none` means no timeout.

    Raises:
        ValueError: it is neither, or not above 0.
    """
    if text.strip().lower() in NO_TIMEOUT:
        return None
    seconds = _number(text, words, words.no_number_nor_none)
    if not (math.isfinite(seconds) and seconds > 0):
        raise ValueError(words.not_above_zero.format(seconds))
    return seconds


def seconds_text(seconds: float | None, words: WidgetWords) -> str:
    """`0.5 s`, or `none`."""
    return words.none if seconds is None else words.seconds.format(seconds)


def _number(text: str, words: WidgetWords, otherwise: str) -> float:
    if re.search(r",\d{3}\D*$", text):
        raise ValueError(words.two_numbers.format(text.strip()))
    plain = text.strip()
    if plain.endswith(UNITS):
        plain = plain[:-1].rstrip()
    try:
        return float(plain.replace(",", "."))
    except ValueError:
        raise ValueError(otherwise.format(text)) from None
