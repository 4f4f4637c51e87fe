"""The mark of an outcome and its tone: the mark says it to the eye, with or without colour."""

from typing import Literal, NamedTuple

from checker_lab.core.results import Outcome

__all__ = ["MARKS", "Mark", "Tone", "name_of"]

Tone = Literal["good", "warn", "bad", "none"]


class Mark(NamedTuple):
    """One sign, and what kind of news it is."""

    sign: str
    tone: Tone


MARKS: dict[Outcome | None, Mark] = {
    None: Mark("…", "none"),
    Outcome.PASS: Mark("✓", "good"),
    Outcome.WARN: Mark("!", "warn"),
    Outcome.FAIL: Mark("✗", "bad"),
    Outcome.TIMEOUT: Mark("◔", "bad"),
    Outcome.PANIC: Mark("‼", "bad"),
    Outcome.SKIPPED: Mark("→", "none"),
}


def name_of(outcome: Outcome | None) -> str:
    """The outcome in one word, or that there is none yet."""
    return "not checked yet" if outcome is None else outcome.name
