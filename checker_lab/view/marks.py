"""The mark of each outcome: its sign, its tone and its name, the same in every view.

The sign and the name have the meaning; a colour only repeats it.
"""

from typing import Literal, NamedTuple

from checker_lab.core.results import Outcome

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


def name_of(outcome: Outcome | None) -> str:
    """The outcome in one word, or that there is none yet."""
    return "pending" if outcome is None else outcome.name
