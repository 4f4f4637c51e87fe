"""The mark of each outcome, the same in every view: its sign and its tone; and its name.

The sign and the name have the meaning; a colour only repeats it.
"""

from typing import Literal, NamedTuple

from checker_lab.core.language import Language
from checker_lab.core.plurals import plural_form
from checker_lab.core.results import Outcome
from checker_lab.view.words import WORDS

__all__ = ["MARKS", "Mark", "Tone", "name_of"]

Tone = Literal["good", "warn", "late", "bad", "none"]


class Mark(NamedTuple):
    """A sign, and the tone that a view turns into a colour."""

    sign: str
    tone: Tone


MARKS: dict[Outcome | None, Mark] = {
    Outcome.PASS: Mark("✓", "good"),
    Outcome.WARN: Mark("!", "warn"),
    Outcome.FAIL: Mark("✗", "bad"),
    Outcome.TIMEOUT: Mark("◔", "late"),
    Outcome.PANIC: Mark("‼", "bad"),
    Outcome.SKIPPED: Mark("→", "none"),
    None: Mark("…", "none"),
}
"""In the order in which views list them; None is an item without a result."""


def name_of(outcome: Outcome | None, language: Language, number: int = 1) -> str:
    """The outcome in words, or that there is none yet, as it is said of so many items."""
    return plural_form(number, WORDS[language].outcomes[outcome].split("|"))
